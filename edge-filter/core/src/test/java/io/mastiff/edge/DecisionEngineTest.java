package io.mastiff.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.Mode;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecisionEngineTest {
  private final BlockList list = new BlockList();
  private final List<RequestEvent> events = new ArrayList<>();
  private long nowMs = 1_700_000_000_000L;

  private final EdgeClock clock =
      new EdgeClock() {
        @Override
        public long millis() {
          return nowMs;
        }

        @Override
        public long nanoTime() {
          return nowMs * 1_000_000;
        }
      };

  @BeforeEach
  void listIsFresh() {
    list.heardAt(nowMs);
  }

  private EngineBuilder builder(Mode mode) {
    return DecisionEngine.builder()
        .clock(clock)
        .blockList(list)
        .publisher(events::add)
        .policy(Policy.DEFAULT.withMode(mode, 100).toBuilder().holdOut(0).build());
  }

  private void list(Source source, Action action, String key) {
    list.put(
        BlocklistEntry.newBuilder()
            .setFormat(1)
            .setKey(key)
            .setAction(action)
            .setSource(source)
            .setNote("test")
            .setExpiresAtMs(nowMs + 60_000)
            .build());
  }

  @Test
  void withoutAFileItObservesSetsNoCookieAndDeniesNobody() {
    DecisionEngine engine = DecisionEngine.builder().blockList(list).clock(clock).build();
    list(Source.OPERATOR, Action.BLOCK, "address:203.0.113.7");

    Decision decision = engine.decide(Requests.get("203.0.113.7", "/"));

    assertThat(decision.action()).isEqualTo(Action.BLOCK);
    assertThat(decision.denies()).isFalse();
    assertThat(engine.cookieFor(decision, false)).isEmpty();
  }

  @Test
  void aFailureLetsTheRequestThroughAndIsCounted() {
    DecisionEngine engine =
        builder(Mode.ENFORCE)
            .networks(
                address -> {
                  throw new IllegalStateException("broken");
                })
            .build();

    Decision decision = engine.decide(Requests.get("203.0.113.7", "/"));

    assertThat(decision.denies()).isFalse();
    assertThat(decision.rule()).isEqualTo(Decision.FAIL_OPEN);
    assertThat(engine.counters().failOpen()).isEqualTo(1);
    engine.completed(decision, new ResponseFacts(200, 0, 0), "");
    assertThat(events).isEmpty();
  }

  @Test
  void aPublisherThatFailsHurtsNobody() {
    DecisionEngine engine =
        builder(Mode.ENFORCE)
            .publisher(
                event -> {
                  throw new IllegalStateException("broken");
                })
            .build();

    engine.completed(engine.decide(Requests.get("203.0.113.7", "/")), ResponseFacts.UNSEEN, "");

    assertThat(engine.counters().failOpen()).isEqualTo(1);
  }

  @Test
  void expiredEntriesDoNotCount() {
    DecisionEngine engine = builder(Mode.ENFORCE).build();
    list(Source.OPERATOR, Action.BLOCK, "address:203.0.113.7");
    nowMs += 60_000;

    assertThat(engine.decide(Requests.get("203.0.113.7", "/")).denies()).isFalse();
  }

  @Test
  void learnedEntriesStopWhenTheListIsStaleAndTheOperatorsHold() {
    DecisionEngine engine = builder(Mode.ENFORCE).build();
    nowMs += BlockList.STALE_AFTER.toMillis() + 1;
    list(Source.CLASSIFIER, Action.BLOCK, "address:203.0.113.7");
    list(Source.OPERATOR, Action.BLOCK, "address:203.0.113.8");

    assertThat(engine.decide(Requests.get("203.0.113.7", "/")).denies()).isFalse();
    assertThat(engine.decide(Requests.get("203.0.113.8", "/")).denies()).isTrue();
  }

  @Test
  void theOperatorsAllowOutranksALearnedBlock() {
    DecisionEngine engine = builder(Mode.ENFORCE).build();
    list(Source.CLASSIFIER, Action.BLOCK, "address:203.0.113.7");
    list(Source.OPERATOR, Action.ALLOW, "network:203.0.113.0/24");

    assertThat(engine.decide(Requests.get("203.0.113.7", "/")).denies()).isFalse();
  }

  @Test
  void aPercentageTakesTheSameSideForAClientEachTime() {
    DecisionEngine engine = builder(Mode.ENFORCE).build();
    engine.use(Policy.DEFAULT.withMode(Mode.ENFORCE, 30));
    list(Source.OPERATOR, Action.BLOCK, "network:203.0.0.0/12");
    int denied = 0;
    for (int i = 0; i < 1_000; i++) {
      String address = "203." + i % 16 + "." + i / 16 + ".9";
      boolean first = engine.decide(Requests.get(address, "/")).denies();
      assertThat(engine.decide(Requests.get(address, "/")).denies()).isEqualTo(first);
      denied += first ? 1 : 0;
    }

    assertThat(denied).isBetween(230, 370);
  }

  @Test
  void anOrderedModeOutranksThePolicyUntilItIsTakenBack() {
    DecisionEngine engine = builder(Mode.OBSERVE).build();
    list(Source.OPERATOR, Action.BLOCK, "address:203.0.113.7");
    engine.order(Mode.ENFORCE, 100);
    assertThat(engine.decide(Requests.get("203.0.113.7", "/")).denies()).isTrue();

    engine.use(Policy.DEFAULT);
    assertThat(engine.decide(Requests.get("203.0.113.7", "/")).denies()).isTrue();

    engine.followPolicy();
    assertThat(engine.decide(Requests.get("203.0.113.7", "/")).denies()).isFalse();
  }

  @Test
  void offMeansNoEventAtAll() {
    DecisionEngine engine = builder(Mode.OFF).build();

    engine.completed(
        engine.decide(Requests.get("203.0.113.7", "/")), new ResponseFacts(200, 0, 0), "");

    assertThat(events).isEmpty();
  }

  @Test
  void cookiesAreSetOnPagesOnly() {
    DecisionEngine engine = builder(Mode.ENFORCE).build();

    assertThat(cookie(engine, "/p/1")).isTrue();
    assertThat(cookie(engine, "/a.css")).isFalse();
    assertThat(cookie(engine, "/api/price/1")).isFalse();
    assertThat(cookie(engine, "/webhooks/pay")).isFalse();
    assertThat(cookie(engine, "/robots.txt")).isFalse();
    Decision page = engine.decide(Requests.get("203.0.113.7", "/p/1"));
    assertThat(engine.cookieFor(page, true)).as("on what a shared cache may store").isEmpty();
  }

  private static boolean cookie(DecisionEngine engine, String target) {
    return engine.cookieFor(engine.decide(Requests.get("203.0.113.7", target)), false).isPresent();
  }

  /** Decides, and lets the request out of the store at once. */
  private static Decision decide(DecisionEngine engine, EdgeRequest request) {
    Decision decision = engine.decide(request);
    engine.released(decision, ResponseFacts.UNSEEN);
    return decision;
  }

  private static String[] withCookie(DecisionEngine engine) {
    Decision first = decide(engine, Requests.get("203.0.113.7", "/"));
    String value = engine.cookieFor(first, false).orElseThrow().value();
    return new String[] {"Cookie", "mastiff=" + value};
  }

  /** A cookie that was used for a minute and two pages, as a person's is. */
  private String[] withAgedCookie(DecisionEngine engine) {
    String[] cookie = withCookie(engine);
    decide(engine, Requests.get("203.0.113.7", "/p/1", cookie));
    decide(engine, Requests.get("203.0.113.7", "/p/2", cookie));
    nowMs += 60_000;
    return cookie;
  }

  @Test
  void aSessionKeepsItsCheckoutUnlessAnOperatorNamesItOrTheRoute() {
    DecisionEngine engine = builder(Mode.ENFORCE).build();
    String[] fresh = withCookie(engine);
    String[] cookie = withAgedCookie(engine);
    list(Source.OPERATOR, Action.BLOCK, "network:203.0.113.0/24");
    list(Source.CLASSIFIER, Action.BLOCK, "address:203.0.113.7");

    assertThat(engine.decide(Requests.get("203.0.113.7", "/checkout", cookie)).denies()).isFalse();
    assertThat(engine.decide(Requests.get("203.0.113.7", "/checkout")).denies()).isTrue();
    assertThat(engine.decide(Requests.get("203.0.113.7", "/checkout", fresh)).denies()).isTrue();
    assertThat(engine.decide(Requests.get("203.0.113.7", "/p/1", cookie)).denies()).isTrue();
    String path = "/checkout/../p/1";
    assertThat(engine.decide(Requests.get("203.0.113.7", path, cookie)).denies()).isTrue();

    list(Source.OPERATOR, Action.BLOCK, "cohort:network=203.0.113.0/24,route=/checkout");
    assertThat(engine.decide(Requests.get("203.0.113.7", "/checkout", cookie)).denies()).isTrue();
  }

  /** A challenge that is not wanted now is only a tag; it must not stand before what blocks. */
  @Test
  void aMildLearnedEntryOnARouteSparesNobodyWhoIsBlocked() {
    DecisionEngine engine = builder(Mode.ENFORCE).build();
    list(Source.COHORT, Action.CHALLENGE, "cohort:route=/p/{product},cookie=none");
    assertThat(engine.decide(Requests.get("203.0.113.7", "/p/1")).denies()).isFalse();

    list(Source.CLASSIFIER, Action.BLOCK, "cohort:network=203.0.113.0/24,cookie=none");
    assertThat(engine.decide(Requests.get("203.0.113.7", "/p/1")).denies()).isTrue();
    assertThat(engine.decide(Requests.get("198.51.100.7", "/p/1")).denies()).isFalse();
  }

  @Test
  void limitsApplyToAnImmuneSessionToo() {
    DecisionEngine engine = builder(Mode.ENFORCE).build();
    String[] cookie = withAgedCookie(engine);
    list(Source.CLASSIFIER, Action.BLOCK, "address:203.0.113.7");
    boolean limited = false;
    for (int i = 0; i < 200; i++) {
      limited |= decide(engine, Requests.get("203.0.113.7", "/cart", cookie)).denies();
    }

    assertThat(limited).isTrue();
  }

  @Test
  void whereNoCookieIsIssuedItsAbsenceSaysNothing() {
    DecisionEngine engine = builder(Mode.OBSERVE).build();
    engine.completed(
        engine.decide(Requests.get("203.0.113.7", "/")), new ResponseFacts(200, 0, 0), "");

    assertThat(events.get(0).getCookieState()).isEqualTo(io.mastiff.event.CookieState.COOKIE_OFF);
  }

  @Test
  void aFileThatChangesItsModeTakesAnOrderedOneBack() {
    DecisionEngine engine = builder(Mode.OBSERVE).build();
    engine.order(Mode.ENFORCE, 100);

    engine.use(Policy.DEFAULT.withMode(Mode.OFF, 100));

    assertThat(engine.policy().mode()).isEqualTo(Mode.OFF);
  }

  @Test
  void machineRoutesMeetOnlyTheOperator() {
    DecisionEngine engine = builder(Mode.ENFORCE).build();
    list(Source.CLASSIFIER, Action.BLOCK, "address:203.0.113.7");
    assertThat(engine.decide(Requests.get("203.0.113.7", "/webhooks/pay")).denies()).isFalse();

    list(Source.OPERATOR, Action.BLOCK, "address:203.0.113.7");
    assertThat(engine.decide(Requests.get("203.0.113.7", "/webhooks/pay")).denies()).isTrue();
  }

  @Test
  void behindAnUnnamedProxyAddressEntriesAndLimitsAreSuspended() {
    DecisionEngine engine = builder(Mode.ENFORCE).build();
    list(Source.OPERATOR, Action.BLOCK, "address:127.0.0.1");
    boolean denied = false;
    for (int i = 0; i < 3_000; i++) {
      denied |=
          decide(engine, Requests.get("127.0.0.1", "/p/1", "X-Forwarded-For", "203.0.113.7"))
              .denies();
    }

    assertThat(denied).isFalse();
    assertThat(engine.counters().unknownAddresses()).isEqualTo(3_000);
  }
}
