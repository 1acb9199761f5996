package io.mastiff.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.client.CookieKeys;
import io.mastiff.edge.client.NetworkSet;
import io.mastiff.edge.limit.Limits;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.Trust;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.CookieState;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.Mode;
import io.mastiff.event.Source;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers send to break a door, and what is decided about it; none of it is a failure. */
class BadInputTest {
  private final BlockList list = new BlockList();
  private final DecisionEngine engine =
      engine(Policy.DEFAULT.toBuilder().mode(Mode.ENFORCE, 100).holdOut(0).build());

  private DecisionEngine engine(Policy policy) {
    return DecisionEngine.builder()
        .policy(policy)
        .blockList(list)
        .cookieKeys(CookieKeys.of(List.of(new byte[32])))
        .build();
  }

  @BeforeEach
  void blockOne() {
    list.heardAt(Long.MAX_VALUE / 2);
    list.put(
        BlocklistEntry.newBuilder()
            .setKey("address:203.0.113.7")
            .setAction(Action.BLOCK)
            .setSource(Source.CLASSIFIER)
            .setNote("test")
            .setExpiresAtMs(System.currentTimeMillis() + 3_600_000)
            .build());
  }

  @AfterEach
  void nothingFailed() {
    assertThat(engine.counters().failOpen()).isZero();
  }

  private static Decision decide(DecisionEngine engine, EdgeRequest request) {
    Decision decision = engine.decide(request);
    engine.released(decision, ResponseFacts.UNSEEN);
    engine.completed(decision, ResponseFacts.UNSEEN, "");
    return decision;
  }

  private Decision decide(EdgeRequest request) {
    return decide(engine, request);
  }

  private static String[] fields(int n, String name, String value) {
    String[] fields = new String[2 * n];
    for (int i = 0; i < n; i++) {
      fields[2 * i] = name + (name.endsWith("-") ? i : "");
      fields[2 * i + 1] = value;
    }
    return fields;
  }

  @Test
  void aHeaderBombIsDecidedLikeAnyOtherRequest() {
    String[] bomb = fields(5_000, "X-Bomb-", "y".repeat(20));
    assertThat(decide(Requests.get("198.51.100.1", "/p/1", bomb)).action()).isEqualTo(Action.ALLOW);
    assertThat(decide(Requests.get("203.0.113.7", "/p/1", bomb)).denies()).isTrue();
  }

  @Test
  void duplicateHostsAndFieldsAreOneOfAShape() {
    Decision once = decide(Requests.get("198.51.100.1", "/p/1"));
    Decision twice = decide(Requests.get("198.51.100.1", "/p/1", fields(50, "Host", "evil.test")));
    assertThat(twice.sighting().shape()).isEqualTo(once.sighting().shape());
    assertThat(twice.sighting().request().host()).isEqualTo("shop.test");
    assertThat(twice.action()).isEqualTo(Action.ALLOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "%00", "\u0000\u0007", "AQ", "\u00ff\u00fe", "mastiff=mastiff"})
  void cookiesThatAreNoneAreOfAnUnknownKeyAndHarmNobody(String value) {
    for (String padding : List.of("", "x".repeat(8_192))) {
      Decision decision =
          decide(Requests.get("198.51.100.1", "/p/1", "Cookie", "mastiff=" + value + padding));
      assertThat(decision.sighting().visitor().state()).isEqualTo(CookieState.COOKIE_UNKNOWN_KEY);
      assertThat(decision.action()).isEqualTo(Action.ALLOW);
    }
  }

  @Test
  void aForgedCookieIsToldApartAndBuysNothing() {
    Decision first = decide(Requests.get("203.0.113.8", "/"));
    String good = engine.cookieFor(first, false).orElseThrow().value();
    String forged =
        good.substring(0, 40) + (good.charAt(40) == 'A' ? 'B' : 'A') + good.substring(41);
    Decision decision = decide(Requests.get("203.0.113.7", "/cart", "Cookie", "mastiff=" + forged));
    assertThat(decision.sighting().visitor().state()).isEqualTo(CookieState.COOKIE_FORGED);
    assertThat(decision.denies()).isTrue();
  }

  @Test
  void aReplayedCookieIsAsAbsent() {
    Decision first = decide(Requests.get("198.51.100.8", "/"));
    String cookie = "mastiff=" + engine.cookieFor(first, false).orElseThrow().value();
    CookieState last = CookieState.COOKIE_RETURNED;
    for (int i = 0; i < 60; i++) {
      Decision decision = decide(Requests.get("198.18." + i + ".1", "/p/1", "Cookie", cookie));
      last = decision.sighting().visitor().state();
    }
    assertThat(last).isEqualTo(CookieState.COOKIE_REPLAYED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhooks%2fx",
        "/webhooks/../p/1",
        "/webhooks/%2e%2e/p/1",
        "/webhooks/..%5cp",
        "/payment%2freturn",
        "/payment/return/%2e%2e/%2e%2e/p/1",
        "/robots.txt/%2e%2e/p/1",
        "/robots.txt%00.html",
        "/p/%ff%fe",
        "/p/\u00ff",
        "/p/1;/../robots.txt",
        "http://shop.test/p/1",
        "http://shop.test/webhooks/../p/1",
        "*",
        ""
      })
  void noSpellingOfAPathEarnsThePrivilegeOfAnother(String target) {
    assertThat(decide(Requests.get("203.0.113.7", target)).denies()).as(target).isTrue();
    assertThat(decide(Requests.get("198.51.100.1", target)).denies()).as(target).isFalse();
  }

  @Test
  void aMappedAddressIsItsOwnIpv4Address() {
    assertThat(decide(Requests.get("::ffff:203.0.113.7", "/p/1")).denies()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"203.0.113.7%eth0", "fe80::1%eth0", "::ffff:203.0.113.7%1", "0xcb.0.113.7"})
  void whatIsNoAddressMakesTheClientUnknown(String hop) {
    DecisionEngine behind = behindProxy();
    Decision decision =
        decide(behind, Requests.get("10.0.0.1", "/p/1", "X-Forwarded-For", "203.0.113.7, " + hop));
    assertThat(decision.sighting().addressKnown()).isFalse();
    assertThat(decision.denies()).isFalse();
  }

  @Test
  void aThousandHopsBeforeTheProxysOwnChangeNothing() {
    DecisionEngine behind = behindProxy();
    String chain = "198.51.100.1, ".repeat(1_000) + "203.0.113.7";
    assertThat(decide(behind, Requests.get("10.0.0.1", "/p/1", "X-Forwarded-For", chain)).denies())
        .isTrue();
  }

  private DecisionEngine behindProxy() {
    return engine(
        Policy.DEFAULT.toBuilder()
            .mode(Mode.ENFORCE, 100)
            .holdOut(0)
            .trust(
                new Trust(
                    NetworkSet.of(List.of(IpNetwork.parse("10.0.0.0/8").orElseThrow())),
                    Trust.Source.X_FORWARDED_FOR,
                    "",
                    NetworkSet.EMPTY,
                    ""))
            .build());
  }

  @Test
  void aFloodOfAddressesInsideOnePrefixIsOneClient() {
    int denied = 0;
    for (int i = 0; i < 5_000; i++) {
      IpAddress address = new IpAddress(0x2001_0db8_0001_0000L | i & 0xff, i * 7919L, false);
      denied += decide(Requests.get(address.toString(), "/p/" + i)).denies() ? 1 : 0;
    }
    assertThat(denied).as("all of one /56").isGreaterThan(4_000);
  }

  @Test
  void aFloodOverAllNetworksOfOneAllotmentMeetsTheLimitOfItsShape() {
    Limits d = Limits.DEFAULT;
    Limits.Rate shape = new Limits.Rate(100, 500);
    DecisionEngine limiting =
        engine(
            Policy.DEFAULT.toBuilder()
                .mode(Mode.ENFORCE, 100)
                .limits(
                    new Limits(
                        d.session(),
                        d.aggregate(),
                        d.network(),
                        d.throttled(),
                        shape,
                        null,
                        1 << 16,
                        Limits.Scope.DOOR))
                .build());
    int denied = 0;
    for (int i = 0; i < 5_000; i++) {
      IpAddress address = new IpAddress(0x2001_0db8_0002_0000L | i % 256 << 8, i, false);
      denied += decide(limiting, Requests.get(address.toString(), "/p/" + i)).denies() ? 1 : 0;
    }
    assertThat(denied).as("a /48 has 256 networks of its own").isGreaterThan(4_000);
  }
}
