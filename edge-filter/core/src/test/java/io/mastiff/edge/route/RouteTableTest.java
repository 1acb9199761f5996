package io.mastiff.edge.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.event.AssetKind;
import io.mastiff.event.PageType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
  private final RouteTable table = new RouteTable(List.of());

  @ParameterizedTest
  @CsvSource({
    "/, HOME, /",
    "/p/42, PRODUCT, /p/{product}",
    "/product/31893/62100/some-name, PRODUCT, /product/{product}/*",
    "/collections/a/products/b, PRODUCT, /collections/{category}/products/{product}",
    "/c/shoes?page=3, LISTING, /c/{category}",
    "/filter/b41-p56, LISTING, /filter/*",
    "/search?q=lamp, SEARCH, /search",
    "/cart, CART, /cart",
    "/checkout/address, CHECKOUT, /checkout/*",
    "/checkout/success, ORDER_CONFIRMED, /checkout/success",
    "/order-received/77, ORDER_CONFIRMED, /order-received/*",
    "/api/price/1, API, /api/*",
    "/robots.txt, ROBOTS, /robots.txt",
    "/webhooks/stripe, MACHINE, /webhooks/*",
    "/assets/a.css, ASSET, /*.asset",
    "/p/42.jpg, ASSET, /*.asset",
    "/blog/2024/hello, OTHER, /blog/*",
    "/%2e%2e/etc, OTHER, /etc"
  })
  void namesTheRouteAndItsType(String target, PageType type, String template) {
    RouteMatch match = table.match(target);

    assertThat(match.route().pageType()).isEqualTo(type);
    assertThat(match.route().template()).isEqualTo(template);
  }

  @Test
  void operatorsRowsComeFirst() {
    RouteTable own =
        new RouteTable(
            List.of(
                new Route("/p/{product}", PageType.LISTING, RouteClass.SEARCH, 50),
                new Route("/{language}/item/{product}", PageType.PRODUCT, RouteClass.PAGE, 10)));

    assertThat(own.match("/p/42").route().cost()).isEqualTo(50);
    assertThat(own.match("/de/item/7").product()).isEqualTo("7");
  }

  @Test
  void queryGivesPageFacetsAndAHashOfTheirValues() {
    RouteMatch one = table.match("/c/shoes?size=42&page=3&colour=red&utm_source=x&gclid=y");
    RouteMatch two = table.match("/c/shoes?colour=red&size=42");
    RouteMatch other = table.match("/c/shoes?colour=red&size=43");

    assertThat(one.page()).isEqualTo(3);
    assertThat(one.facets()).containsExactly("colour", "size");
    assertThat(one.facetValues()).isEqualTo(two.facetValues()).isNotEqualTo(other.facetValues());
  }

  @Test
  void pIsAPageOnListsAndAnIdElsewhere() {
    assertThat(table.match("/c/shoes?p=7").page()).isEqualTo(7);
    assertThat(table.match("/?p=1336").page()).isZero();
  }

  @Test
  void assetKindsAreTold() {
    assertThat(table.match("/a/b.woff2?v=1").assetKind()).isEqualTo(AssetKind.FONT);
    assertThat(table.match("/favicon.ico").assetKind()).isEqualTo(AssetKind.FAVICON);
    assertThat(table.match("/p/42").assetKind()).isEqualTo(AssetKind.ASSET_NONE);
  }

  @Test
  void randomPathsCannotGrowTheTable() {
    for (int i = 0; i < 10_000; i++) {
      table.match("/" + Integer.toString(i, 26).replaceAll("\\d", "x") + "zz/y");
    }

    assertThat(table.match("/neverseen/y").route().template()).isEqualTo("/*");
  }

  /** A path must not look like one thing here and be another at the store. */
  @ParameterizedTest
  @CsvSource({
    "/webhooks/../p/42, PRODUCT",
    "/webhooks/%2e%2e/p/42, PRODUCT",
    "/webhooks/..;x=1/p/42, PRODUCT",
    "/cart/../p/42, PRODUCT",
    "/%70/42, PRODUCT",
    "//p//42, PRODUCT",
    "/p/42;x.css, PRODUCT",
    "/p/42;jsessionid=1, PRODUCT",
    "/robots.txt/../p/42, PRODUCT"
  })
  void pathsAreMatchedAsTheStoreWillReadThem(String target, PageType type) {
    RouteMatch match = table.match(target);

    assertThat(match.route().pageType()).isEqualTo(type);
    assertThat(match.product()).isEqualTo("42");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/p/../webhooks/x",
        "/x/../robots.txt",
        "/x/../cart",
        "/x/../a.css",
        "/webhooks/a%2fb",
        "/webhooks/%zz",
        "/webhooks/%00"
      })
  void anOddPathEarnsNoPrivilege(String target) {
    RouteClass routeClass = table.match(target).route().routeClass();

    assertThat(routeClass).isIn(RouteClass.PAGE, RouteClass.SEARCH, RouteClass.API);
    assertThat(table.match(target).route().cost()).isPositive();
  }

  @Test
  void anEndlessPathIsCut() {
    RouteMatch match = table.match("/" + "a/".repeat(50_000) + "?" + "x=1&".repeat(50_000));

    assertThat(match.path()).hasSizeLessThanOrEqualTo(512);
    assertThat(match.facets()).hasSizeLessThanOrEqualTo(16);
  }
}
