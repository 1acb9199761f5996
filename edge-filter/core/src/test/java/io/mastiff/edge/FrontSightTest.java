package io.mastiff.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.client.CookieKeys;
import io.mastiff.edge.client.VisitorCookies;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.Mode;
import io.mastiff.event.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a door sees is learned from visitors who return, whatever its policy says. */
class FrontSightTest {
  private static final CookieKeys KEYS = CookieKeys.of(List.of(new byte[32]));
  private static final int REQUESTS = 3 * FrontSight.WINDOW;

  private final Policy policy = Policy.DEFAULT.withMode(Mode.ENFORCE, 100);
  private final List<String> warnings = new ArrayList<>();
  private final FrontSight sight = new FrontSight(warnings::add);
  private final Random random = new Random(1);
  private final VisitorCookies cookies = new VisitorCookies(KEYS, this::bytes);
  private final DecisionEngine engine =
      DecisionEngine.builder().policy(policy).cookieKeys(KEYS).build();

  private byte[] bytes() {
    byte[] bytes = new byte[12];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Policy named() throws PolicyException {
    return PolicyReader.parse("p", "mode: enforce\nfront: {sees: [assets, header-order, cookies]}");
  }

  /** Requests of twenty visitors; {@code moved} of a hundred have their fields in another order. */
  private void visitors(Policy of, int assetEvery, int moved) {
    List<String> held = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      IpNetwork home = IpNetwork.of(IpAddress.v4(0xcb007100L), 24);
      held.add("mastiff=" + cookies.issue(home, System.currentTimeMillis()).value());
    }
    for (int i = 0; i < REQUESTS; i++) {
      String target = i % assetEvery == 0 ? "/a.css" : "/p/" + i;
      sight.saw(seen(target, held.get(i % 20), i * 37 % 100 < moved), of);
    }
  }

  private Sighting seen(String target, String cookie, boolean moved) {
    EdgeRequest request = Requests.get("203.0.113.7", target, "Cookie", cookie);
    Headers.Builder headers = Headers.builder();
    for (int i = 0; i < request.headers().size(); i++) {
      int at = moved ? request.headers().size() - 1 - i : i;
      headers.add(request.headers().name(at), request.headers().value(at));
    }
    EdgeRequest sent =
        new EdgeRequest(
            "GET", target, "shop.test", request.peer(), "https", "HTTP/1.1", headers.build());
    return engine.decide(sent).sighting();
  }

  private boolean sees(Sight what) {
    return what.in(sight.bits(policy));
  }

  @Test
  void assetsAreSeenOnceVisitorsLoadedThem() {
    assertThat(sees(Sight.ASSETS)).as("before").isFalse();
    visitors(policy, 2, 0);
    assertThat(sees(Sight.ASSETS)).isTrue();
    assertThat(warnings).isEmpty();
  }

  @Test
  void strangersWithoutACookieTeachNothing() {
    for (int i = 0; i < REQUESTS; i++) {
      sight.saw(engine.decide(Requests.get("203.0.113.7", "/a.css")).sighting(), policy);
    }
    assertThat(sees(Sight.ASSETS)).isFalse();
  }

  @Test
  void aPolicyThatNamesAssetsWhichNobodyLoadsIsWarnedOnce() throws PolicyException {
    visitors(named(), 1000, 0);
    assertThat(sees(Sight.ASSETS)).isFalse();
    assertThat(warnings).singleElement().asString().contains("front.sees names assets");
  }

  @Test
  void aFrontThatMovesFieldsTakesTheOrderOutOfAccount() throws PolicyException {
    assertThat(sees(Sight.HEADER_ORDER)).as("before").isTrue();
    visitors(named(), 2, 30);
    assertThat(sees(Sight.HEADER_ORDER)).isFalse();
    assertThat(warnings).singleElement().asString().contains("front.sees names header-order");
  }

  @Test
  void aFewOddRequestsDoNotTakeTheOrder() {
    visitors(policy, 2, 3);
    assertThat(sees(Sight.HEADER_ORDER)).isTrue();
  }

  @Test
  void aDoorWhoseFrontMovesFieldsTakesOneBrowserForOne() {
    String cookie =
        "mastiff="
            + cookies
                .issue(IpNetwork.of(IpAddress.v4(0xcb007100L), 24), System.currentTimeMillis())
                .value();
    for (int i = 0; i < REQUESTS; i++) {
      seen("/p/" + i, cookie, i % 2 == 0);
    }
    assertThat(seen("/p/1", cookie, true).clientShape())
        .isEqualTo(seen("/p/1", cookie, false).clientShape());
  }
}
