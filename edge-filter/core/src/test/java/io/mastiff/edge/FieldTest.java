package io.mastiff.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.capacity.CapacityPolicy;
import io.mastiff.edge.client.CookieKeys;
import io.mastiff.edge.client.NetworkSet;
import io.mastiff.edge.client.Standings;
import io.mastiff.edge.client.Visitor;
import io.mastiff.edge.crawler.Secrets;
import io.mastiff.edge.limit.Limits;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyBuilder;
import io.mastiff.edge.policy.Trust;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.CookieState;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.Mode;
import io.mastiff.event.Source;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How real shops are built: each test is one of their ways, and what must not happen to them. */
class FieldTest {
  private final BlockList list = new BlockList();
  private long nowMs = 1_700_000_000_000L;
  private long jumpedMs;
  private final EdgeClock clock =
      new EdgeClock() {
        @Override
        public long millis() {
          return nowMs + jumpedMs;
        }

        @Override
        public long nanoTime() {
          return nowMs * 1_000_000;
        }
      };

  @BeforeEach
  void fresh() {
    list.heardAt(Long.MAX_VALUE / 2);
  }

  private static PolicyBuilder enforcing() {
    return Policy.DEFAULT.toBuilder().mode(Mode.ENFORCE, 100).holdOut(0);
  }

  private DecisionEngine engine(Policy policy, CookieKeys keys) {
    return DecisionEngine.builder()
        .clock(clock)
        .policy(policy)
        .cookieKeys(keys)
        .blockList(list)
        .build();
  }

  private DecisionEngine engine(Policy policy) {
    return engine(policy, keys(1));
  }

  private static CookieKeys keys(long... seeds) {
    List<byte[]> keys = new java.util.ArrayList<>();
    for (long seed : seeds) {
      byte[] key = new byte[32];
      new Random(seed).nextBytes(key);
      keys.add(key);
    }
    return CookieKeys.of(keys);
  }

  private static Decision decide(DecisionEngine engine, EdgeRequest request) {
    Decision decision = engine.decide(request);
    engine.released(decision, ResponseFacts.UNSEEN);
    return decision;
  }

  private void learn(String key) {
    list.put(
        BlocklistEntry.newBuilder()
            .setKey(key)
            .setAction(Action.BLOCK)
            .setSource(Source.CLASSIFIER)
            .setNote("learned")
            .setExpiresAtMs(nowMs + 3_600_000)
            .build());
  }

  private static String cookie(DecisionEngine engine, Decision decision) {
    return engine.cookieFor(decision, false).map(c -> "mastiff=" + c.value()).orElse("");
  }

  /** FIELD 5. */
  @Test
  void threeDoorsWithoutStickinessOfWhichOneHasANewKeySuspectNobody() {
    DecisionEngine[] doors = {
      engine(enforcing().build(), keys(1)),
      engine(enforcing().build(), keys(1)),
      engine(enforcing().build(), keys(2, 1))
    };
    DecisionEngine restartedAlone = engine(enforcing().build(), keys(3));
    Random random = new Random(4);
    for (int visitor = 0; visitor < 200; visitor++) {
      String address = "203." + visitor + ".113.7";
      String cookie = "";
      for (int page = 0; page < 8; page++) {
        DecisionEngine door = doors[random.nextInt(3)];
        Decision decision =
            decide(door, Requests.get(address, "/p/" + page, "Cookie", "a=b; " + cookie));
        assertThat(decision.denies()).isFalse();
        CookieState state = decision.sighting().visitor().state();
        boolean byNewKey = cookie.isEmpty() ? false : state == CookieState.COOKIE_UNKNOWN_KEY;
        assertThat(state).isNotEqualTo(CookieState.COOKIE_FORGED);
        String issued = cookie(door, decision);
        cookie = issued.isEmpty() ? cookie : issued;
        assertThat(byNewKey && door == doors[2]).as("it knows both keys").isFalse();
        nowMs += 1_000;
      }
      Decision other = decide(restartedAlone, Requests.get(address, "/p/9", "Cookie", cookie));
      assertThat(other.sighting().visitor().state()).isEqualTo(CookieState.COOKIE_UNKNOWN_KEY);
      assertThat(other.denies()).isFalse();
    }
  }

  /** FIELD 6. */
  @Test
  void aCookieThatACacheGaveToManyIsAsAbsent() {
    DecisionEngine engine = engine(enforcing().build());
    String cookie = cookie(engine, decide(engine, Requests.get("203.0.113.7", "/")));
    for (int i = 0; i < 30; i++) {
      decide(engine, Requests.get("198." + i + ".100.7", "/p/1", "Cookie", cookie));
    }
    Decision shared = decide(engine, Requests.get("198.77.100.7", "/p/1", "Cookie", cookie));
    assertThat(shared.sighting().visitor()).isSameAs(Visitor.REPLAYED);
    assertThat(shared.denies()).isFalse();
    assertThat(shared.sighting().client().key()).startsWith("a:");
  }

  /** FIELD 3. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/payment/return?state=ok",
        "/checkout/return/7",
        "/oauth2/callback/x",
        "/saml/acs"
      })
  void aReturnFromPaymentIsServedDuringAFloodAndUnderFullPressure(String target) {
    CapacityPolicy full = new CapacityPolicy(CapacityPolicy.Signal.FIXED, 1, 20, 2);
    DecisionEngine engine = engine(enforcing().capacity(full).build());
    learn("network:203.0.113.0/24");
    learn("address:203.0.113.7");
    for (int i = 0; i < 500; i++) {
      engine.decide(Requests.get("198.51." + i % 250 + ".9", "/search?q=" + i));
      decide(engine, Requests.get("203.0.113.7", "/p/" + i));
    }
    EdgeRequest get = Requests.get("203.0.113.7", target);
    EdgeRequest post =
        new EdgeRequest(
            "POST", target, get.host(), get.peer(), get.scheme(), get.protocol(), get.headers());
    assertThat(decide(engine, post).rule()).isEqualTo("route.return");
    assertThat(decide(engine, get).isAnswered()).isFalse();
    assertThat(decide(engine, Requests.get("203.0.113.7", "/p/1")).denies()).isTrue();
  }

  /** FIELD 4. */
  @Test
  void theRendererOfAHeadlessShopIsNeverAClientAndItsShoppersAre() {
    Trust trust =
        new Trust(
            NetworkSet.EMPTY,
            Trust.Source.X_FORWARDED_FOR,
            "",
            NetworkSet.of(List.of(IpNetwork.parse("10.20.0.0/24").orElseThrow())),
            Secrets.hash("renderer-key"));
    Limits tight =
        new Limits(
            new Limits.Rate(1, 5),
            new Limits.Rate(1, 5),
            new Limits.Rate(1, 5),
            new Limits.Rate(1, 1));
    DecisionEngine engine = engine(enforcing().trust(trust).limits(tight).build());
    for (int i = 0; i < 500; i++) {
      Decision own = decide(engine, Requests.as("node", "10.20.0.5", "/api/p/" + i));
      assertThat(own.rule()).isEqualTo("first-party");
      String shopper = "203." + i % 250 + "." + i / 250 + ".9";
      Decision forwarded =
          decide(engine, Requests.as("node", "10.20.0.5", "/api/p/1", "X-Forwarded-For", shopper));
      assertThat(forwarded.sighting().address()).hasToString(shopper);
      assertThat(forwarded.denies()).isFalse();
      Decision keyed =
          decide(
              engine,
              Requests.as("node", "192.0.2.1", "/api/p/1", "Mastiff-Renderer", "renderer-key"));
      assertThat(keyed.rule()).isEqualTo("first-party");
    }
    learn("address:203.0.113.9");
    Decision listed =
        decide(
            engine, Requests.as("node", "10.20.0.5", "/api/p/1", "X-Forwarded-For", "203.0.113.9"));
    assertThat(listed.denies()).isTrue();
    boolean strangerLimited = false;
    for (int i = 0; i < 20; i++) {
      EdgeRequest forged =
          Requests.as("node", "192.0.2.9", "/api/p/1", "Mastiff-Renderer", "guess" + i);
      strangerLimited |= decide(engine, forged).denies();
    }
    assertThat(strangerLimited).as("a wrong key earns nothing").isTrue();
  }

  /** FIELD 4: preflights are free. */
  @Test
  void preflightsAreFreeAndDenialsCarryTheCallersOrigin() {
    DecisionEngine engine = engine(enforcing().build());
    learn("address:203.0.113.7");
    EdgeRequest get =
        Requests.get(
            "203.0.113.7",
            "/api/cart",
            "Origin",
            "https://shop.test",
            "Access-Control-Request-Method",
            "PUT");
    EdgeRequest preflight =
        new EdgeRequest(
            "OPTIONS", "/api/cart", "shop.test", get.peer(), "https", "HTTP/1.1", get.headers());
    assertThat(decide(engine, preflight).denies()).isFalse();
    Decision denied = decide(engine, get);
    assertThat(denied.denies()).isTrue();
    assertThat(engine.answer(denied).headers())
        .containsEntry("Access-Control-Allow-Origin", "https://shop.test");
  }

  /** FIELD 6 and 8. */
  @Test
  void onWhatACacheInFrontKeepsNobodyIsDeniedOrGivenACookie() {
    DecisionEngine engine =
        engine(
            enforcing()
                .front(
                    new io.mastiff.edge.policy.Front(
                        31,
                        true,
                        io.mastiff.edge.policy.Front.Scheme.AUTO,
                        List.of("/p/{product}"),
                        ""))
                .build());
    assertThat(cookie(engine, decide(engine, Requests.get("203.0.113.8", "/p/1")))).isEmpty();
    assertThat(cookie(engine, decide(engine, Requests.get("203.0.113.8", "/c/1")))).isNotEmpty();
    learn("address:203.0.113.7");
    assertThat(decide(engine, Requests.get("203.0.113.7", "/p/1")).action()).isEqualTo(Action.TAG);
    assertThat(decide(engine, Requests.get("203.0.113.7", "/cart")).denies()).isTrue();
  }

  /** FIELD 2 and 14. */
  @Test
  void theDoorsOwnBreakerStopsLearnedEntriesThatHitCustomers() {
    DecisionEngine engine = engine(enforcing().build());
    int denied = 0;
    for (int i = 0; i < 60; i++) {
      String address = "203.0." + i + ".7";
      Decision first = decide(engine, Requests.get(address, "/"));
      String cookie = cookie(engine, first);
      Decision second = decide(engine, Requests.get(address, "/", "Cookie", cookie));
      engine.told(second, Standings.CUSTOMER);
      learn("address:" + address);
      denied += decide(engine, Requests.get(address, "/p/1", "Cookie", cookie)).denies() ? 1 : 0;
    }
    assertThat(denied).isLessThan(10);
    assertThat(engine.breakerOpened()).isPositive();
  }

  /** FIELD 18. */
  @Test
  void aStableShareOfClientsIsHeldOutFromLearnedActions() {
    DecisionEngine engine = engine(enforcing().holdOut(10).build());
    learn("network:203.0.0.0/8");
    int spared = 0;
    for (int i = 0; i < 2_000; i++) {
      String address = "203." + i % 250 + "." + i / 250 + ".7";
      boolean first = decide(engine, Requests.get(address, "/p/1")).denies();
      assertThat(decide(engine, Requests.get(address, "/p/2")).denies()).isEqualTo(first);
      spared += first ? 0 : 1;
    }
    assertThat(spared).isBetween(140, 260);
  }

  @Test
  void anOfficeOfManyKnownVisitorsHasRoomForThem() {
    DecisionEngine engine = engine(enforcing().build());
    int denied = 0;
    List<String> cookies = new java.util.ArrayList<>();
    for (int person = 0; person < 300; person++) {
      cookies.add(cookie(engine, decide(engine, Requests.get("203.0.113.7", "/"))));
      nowMs += 50;
    }
    nowMs += 1_800_000;
    for (String cookie : cookies) {
      for (int page = 0; page < 10; page++) {
        nowMs += 3;
        denied +=
            decide(engine, Requests.get("203.0.113.7", "/p/" + page, "Cookie", cookie)).denies()
                ? 1
                : 0;
      }
    }
    assertThat(denied).isZero();
  }

  @Test
  void aCookieIsGoodForItsLifetimeAndNoLonger() {
    DecisionEngine engine = engine(enforcing().build());
    String cookie = cookie(engine, decide(engine, Requests.get("203.0.113.7", "/")));
    nowMs += 29L * 24 * 3_600_000;
    Decision young = decide(engine, Requests.get("203.0.113.7", "/", "Cookie", cookie));
    assertThat(young.sighting().visitor().returned()).isTrue();
    nowMs += 2L * 24 * 3_600_000;
    Decision old = decide(engine, Requests.get("203.0.113.7", "/", "Cookie", cookie));
    assertThat(old.sighting().visitor().state()).isEqualTo(CookieState.COOKIE_ABSENT);
    assertThat(cookie(engine, old)).as("a new one").isNotEmpty().isNotEqualTo(cookie);
  }

  /** FIELD 10. */
  @Test
  void aDoorThatSeesNoAnswersShedsAsItIsToldAndForAsLong() {
    DecisionEngine engine =
        engine(
            enforcing()
                .capacity(new CapacityPolicy(CapacityPolicy.Signal.PUSHED, 10, 1000, 2))
                .build());
    assertThat(shed(engine, "/search?q=a")).isZero();
    engine.capacity().push(0.72);
    assertThat(shed(engine, "/search?q=a")).isBetween(60, 140);
    assertThat(shed(engine, "/p/1")).isZero();
    engine.capacity().push(1.3);
    assertThat(shed(engine, "/p/1")).isEqualTo(200);
    nowMs += 15_000;
    assertThat(shed(engine, "/search?q=a")).as("nobody told it again").isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {86_400_000L, -86_400_000L, 40L * 86_400_000, -400L * 86_400_000})
  void aClockThatJumpsHurtsNobody(long jumpMs) {
    DecisionEngine engine = engine(enforcing().build());
    String cookie = cookie(engine, decide(engine, Requests.get("203.0.113.7", "/")));
    for (int i = 0; i < 40; i++) {
      nowMs += 2_000;
      jumpedMs += i % 20 == 10 ? jumpMs : i % 20 == 0 ? -jumpMs : 0;
      String target = i % 4 == 0 ? "/checkout" : "/p/" + i;
      Decision decision = decide(engine, Requests.get("203.0.113.7", target, "Cookie", cookie));
      assertThat(decision.denies()).as("request %d", i).isFalse();
    }
    assertThat(engine.counters().failOpen()).isZero();
  }

  private int shed(DecisionEngine engine, String target) {
    int denied = 0;
    for (int i = 0; i < 200; i++) {
      denied += decide(engine, Requests.get("203.1." + i + ".7", target)).denies() ? 1 : 0;
    }
    return denied;
  }
}
