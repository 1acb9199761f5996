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
  private static final String REFERER = "https://shop.test/p/1";
  private static final CookieKeys KEYS = CookieKeys.of(List.of(new byte[32]));

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

  private String newCookie() {
    IpNetwork home = IpNetwork.of(IpAddress.v4(0xcb007100L), 24);
    return "mastiff=" + cookies.issue(home, System.currentTimeMillis()).value();
  }

  /**
   * One visitor's ten requests; {@code moves} says whether every other one has its fields moved.
   */
  private void visit(Policy of, String cookie, int assets, boolean moves) {
    for (int i = 0; i < 10; i++) {
      String target = i < assets ? "/a" + i + ".css" : "/p/" + i;
      sight.served(seen(target, cookie, moves && i % 2 == 0), of);
    }
  }

  /**
   * So many visitors that a window ends; of a hundred {@code moved} meet a front that moves fields.
   */
  private void visitors(Policy of, int assets, int moved) {
    for (int i = 0; i < 20 * FrontSight.WINDOW; i++) {
      visit(of, newCookie(), assets, i * 37 % 100 < moved);
    }
  }

  private static EdgeRequest sent(String target, String cookie, boolean moved) {
    EdgeRequest request = Requests.get("203.0.113.7", target, "Cookie", cookie, "Referer", REFERER);
    Headers.Builder headers = Headers.builder();
    for (int i = 0; i < request.headers().size(); i++) {
      int at = moved ? request.headers().size() - 1 - i : i;
      headers.add(request.headers().name(at), request.headers().value(at));
    }
    return with(request, headers);
  }

  private static EdgeRequest with(EdgeRequest request, Headers.Builder headers) {
    return new EdgeRequest(
        "GET", request.target(), "shop.test", request.peer(), "https", "HTTP/1.1", headers.build());
  }

  private Sighting decided(EdgeRequest request, Headers.Builder headers) {
    return engine.decide(with(request, headers)).sighting();
  }

  private Sighting seen(String target, String cookie, boolean moved) {
    return engine.decide(sent(target, cookie, moved)).sighting();
  }

  /** So many visitors with ten pages each that a window ends; some of a hundred tell referers. */
  private void readers(int telling) {
    for (int i = 0; i < 20 * FrontSight.WINDOW; i++) {
      String cookie = newCookie();
      for (int page = 0; page < 10; page++) {
        EdgeRequest request = sent("/p/" + page, cookie, false);
        sight.served(decided(request, copy(request, i % 100 < telling)), policy);
      }
    }
  }

  private static Headers.Builder copy(EdgeRequest request, boolean telling) {
    Headers.Builder headers = Headers.builder();
    for (int i = 0; i < request.headers().size(); i++) {
      if (telling || !request.headers().value(i).equals(REFERER)) {
        headers.add(request.headers().name(i), request.headers().value(i));
      }
    }
    return headers;
  }

  @Test
  void referersAreLeftOutWhereVisitorsTellNone() {
    assertThat(sees(Sight.REFERER)).as("before anything is known").isTrue();

    readers(0);

    assertThat(sees(Sight.REFERER)).isFalse();
    assertThat(warnings).filteredOn(w -> w.contains("without a referer")).hasSize(1);

    readers(60);

    assertThat(sees(Sight.REFERER)).as("again where they tell").isTrue();
  }

  @Test
  void someVisitorsWithoutRefererAreNoReasonToLeaveItOut() {
    readers(30);

    assertThat(sees(Sight.REFERER)).isTrue();
    assertThat(warnings).noneMatch(w -> w.contains("without a referer"));
  }

  private boolean sees(Sight what) {
    return what.in(sight.bits(policy));
  }

  @Test
  void assetsAreSeenOnceVisitorsLoadedThem() {
    assertThat(sees(Sight.ASSETS)).as("before").isFalse();
    visitors(policy, 7, 0);
    assertThat(sees(Sight.ASSETS)).isTrue();
    assertThat(warnings).isEmpty();
  }

  @Test
  void theFewAssetsThatACacheLetsThroughAreNotAll() {
    visitors(policy, 1, 0);
    assertThat(sees(Sight.ASSETS)).isFalse();
  }

  @Test
  void strangersWithoutACookieTeachInTheFirstWindowAlone() {
    strangers("/a.css");
    assertThat(sees(Sight.ASSETS)).as("a first look").isTrue();
    visitors(policy, 0, 0);
    assertThat(sees(Sight.ASSETS)).as("visitors who return load none").isFalse();
    strangers("/a.css");
    assertThat(sees(Sight.ASSETS)).isFalse();
  }

  private void strangers(String target) {
    for (int i = 0; i < 1000; i++) {
      String address = "203." + i % 250 + "." + i / 250 + ".7";
      sight.served(engine.decide(Requests.get(address, target)).sighting(), policy);
    }
  }

  @Test
  void oneProgramCannotSpeakForAll() {
    String program = newCookie();
    for (int i = 0; i < 1000; i++) {
      visit(policy, program, 10, true);
    }
    visitors(policy, 1, 0);
    assertThat(sees(Sight.ASSETS)).isFalse();
    assertThat(sees(Sight.HEADER_ORDER)).isTrue();
  }

  @Test
  void aPolicyThatNamesAssetsWhichNobodyLoadsIsWarnedOnce() throws PolicyException {
    visitors(named(), 0, 0);
    assertThat(sees(Sight.ASSETS)).isFalse();
    assertThat(warnings).singleElement().asString().contains("front.sees names assets");
  }

  @Test
  void aFrontThatMovesFieldsTakesTheOrderOutOfAccount() throws PolicyException {
    assertThat(sees(Sight.HEADER_ORDER)).as("before").isTrue();
    visitors(named(), 7, 90);
    assertThat(sees(Sight.HEADER_ORDER)).isFalse();
    assertThat(warnings).singleElement().asString().contains("front.sees names header-order");
    visitors(named(), 7, 30);
    assertThat(sees(Sight.HEADER_ORDER)).as("a third still moves").isFalse();
    visitors(named(), 7, 5);
    assertThat(sees(Sight.HEADER_ORDER)).as("the front was mended").isTrue();
  }

  @Test
  void aThirdOfOddVisitorsDoesNotTakeTheOrder() {
    visitors(policy, 7, 30);
    assertThat(sees(Sight.HEADER_ORDER)).isTrue();
  }

  @Test
  void anotherLanguageIsNoOtherOrder() {
    for (int i = 0; i < 2 * FrontSight.WINDOW; i++) {
      String cookie = newCookie();
      for (int n = 0; n < 10; n++) {
        EdgeRequest asked = Requests.in(n % 2 == 0 ? "en" : "de", "203.0.113.7", "/p/" + n);
        Headers.Builder headers = Headers.builder();
        for (int at = 0; at < asked.headers().size(); at++) {
          headers.add(asked.headers().name(at), asked.headers().value(at));
        }
        headers.add("Cookie", cookie);
        sight.served(decided(asked, headers), policy);
      }
    }
    assertThat(sees(Sight.HEADER_ORDER)).isTrue();
  }

  @Test
  void aDoorWhoseFrontMovesFieldsTakesOneBrowserForOne() {
    for (int i = 0; i < 2 * FrontSight.WINDOW; i++) {
      String cookie = newCookie();
      for (int n = 0; n < 4; n++) {
        seen("/p/" + n, cookie, n % 2 == 0);
      }
    }
    String cookie = newCookie();
    assertThat(seen("/p/1", cookie, true).clientShape())
        .isEqualTo(seen("/p/1", cookie, false).clientShape());
  }

  @Test
  void whatIsDeniedOrOnlyExplainedTeachesNothing() {
    for (int i = 0; i < 2 * FrontSight.WINDOW; i++) {
      String cookie = newCookie();
      for (int n = 0; n < 4; n++) {
        engine.explain(sent("/p/" + n, cookie, n % 2 == 0), (step, said) -> {});
      }
    }
    String cookie = newCookie();
    assertThat(seen("/p/1", cookie, true).clientShape())
        .isNotEqualTo(seen("/p/1", cookie, false).clientShape());
  }
}
