package io.mastiff.edge.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No way of writing a path earns the privileges of a route that the store will not serve. */
class OddPathsTest {
  private final RouteTable table = new RouteTable(List.of());

  @ParameterizedTest
  @ValueSource(strings = {"/payment/return/", "/webhooks/", "/checkout/", "/account/"})
  void aPathThatIsTooLongToBeReadWholeEarnsNothing(String start) {
    String target = start + "a".repeat(520) + "/../../search?q=x";
    RouteClass got = table.match(target).route().routeClass();
    assertThat(got).isIn(RouteClass.PAGE, RouteClass.SEARCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/payment/return/..%2f..%2fsearch",
        "/payment/return/%2e%2e/%2e%2e/search",
        "/payment/return/..;/..;/search",
        "/oauth2/callback/..\\..\\search"
      })
  void aReturnThatIsWrittenOddlyIsNone(String target) {
    assertThat(table.match(target).route().routeClass()).isNotEqualTo(RouteClass.RETURN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/search/x.css?q=shoes", "/c/shoes/a.png?page=2", "/api/price/1.js?sku=7"})
  void aListThatEndsLikeAnAssetStillCosts(String target) {
    assertThat(table.match(target).route().cost()).isPositive();
  }
}
