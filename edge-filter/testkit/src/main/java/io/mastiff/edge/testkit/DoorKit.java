package io.mastiff.edge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeClock;
import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.limit.Limits;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.Trust;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.CookieState;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.Mode;
import io.mastiff.event.PageType;
import io.mastiff.event.Reason;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Source;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every front must do alike. A subclass starts the front before a store that answers every
 * request with 200 and the body {@code store}.
 */
public abstract class DoorKit {
  private static final String[] CHROME = {
    "Host: shop.test",
    "Connection: keep-alive",
    "Upgrade-Insecure-Requests: 1",
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/147.0.0.0",
    "Accept: text/html,*/*",
    "Accept-Encoding: gzip, deflate, br, zstd",
    "Accept-Language: de-DE,de;q=0.9"
  };

  private final BlockingQueue<Decision> decisions = new LinkedBlockingQueue<>();
  private final BlockingQueue<RequestEvent> events = new LinkedBlockingQueue<>();
  private final BlockList list = new BlockList();
  private DecisionEngine engine = DecisionEngine.builder().build();
  private final ShiftedClock clock = new ShiftedClock();
  private int port;

  /** The machine's clock, which a test can put forward. */
  private static final class ShiftedClock implements EdgeClock {
    private volatile long aheadMs;

    @Override
    public long millis() {
      return System.currentTimeMillis() + aheadMs;
    }

    @Override
    public long nanoTime() {
      return System.nanoTime() + aheadMs * 1_000_000;
    }
  }

  /** Starts the front over the engine; returns its port. */
  protected abstract int start(DecisionEngine engine) throws Exception;

  protected abstract void stop() throws Exception;

  @BeforeEach
  void startFront() throws Exception {
    engine =
        DecisionEngine.builder()
            .door("kit")
            .clock(clock)
            .policy(policy(Mode.ENFORCE))
            .blockList(list)
            .publisher(events::add)
            .listener(decisions::add)
            .build();
    list.heardAt(System.currentTimeMillis());
    port = start(engine);
  }

  /** Whoever was let in has been let out again, whatever the test did. */
  @AfterEach
  void stopFront() throws Exception {
    try {
      Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> engine.capacity().underWay() == 0);
    } finally {
      stop();
    }
  }

  private static Policy policy(Mode mode) {
    Trust trust =
        new Trust(
            List.of(IpNetwork.parse("127.0.0.0/8").orElseThrow()),
            Trust.Source.X_FORWARDED_FOR,
            "");
    Limits limits =
        new Limits(
            new Limits.Rate(1, 3),
            new Limits.Rate(1, 3),
            new Limits.Rate(100, 1000),
            new Limits.Rate(1, 1));
    return Policy.DEFAULT.toBuilder()
        .mode(mode, 100)
        .holdOut(0)
        .trust(trust)
        .limits(limits)
        .build();
  }

  @Test
  void anUnsuspectedRequestReachesTheStoreAndIsPublished() throws Exception {
    RawHttp.Reply reply = get("/p/42?page=2&colour=red", from("203.0.113.7"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("store");
    assertDecision(Action.ALLOW, "default", List.of());
    RequestEvent event = event();
    assertThat(event.getAddress()).isEqualTo("203.0.113.7");
    assertThat(event.getHome()).isEqualTo("203.0.113.0/24");
    assertThat(event.getRoute()).isEqualTo("/p/{product}");
    assertThat(event.getProduct()).isEqualTo("42");
    assertThat(event.getPageType()).isEqualTo(PageType.PRODUCT);
    assertThat(event.getPageNumber()).isEqualTo(2);
    assertThat(event.getFacetsList()).containsExactly("colour");
    assertThat(event.getStatus()).isEqualTo(200);
  }

  @Test
  void shapesDoNotDependOnTheFront() throws Exception {
    get("/", from("203.0.113.7"));
    RequestEvent event = event();

    assertThat(Long.toHexString(event.getShape())).isEqualTo("ce212c928b6f0cd6");
    assertThat(Long.toHexString(event.getClientShape())).isEqualTo("de1f7a97c3aeaf99");
  }

  @Test
  void aListedAddressIsRefusedWithItsReasons() throws Exception {
    list(Source.OPERATOR, Action.BLOCK, "address:203.0.113.7", "scrapes prices");

    RawHttp.Reply reply = get("/p/42", from("203.0.113.7"));

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.header("Cache-Control")).hasValue("no-store");
    assertThat(reply.body()).contains(reply.header("Mastiff-Reference").orElseThrow());
    assertDecision(Action.BLOCK, "list.operator", List.of("scrapes prices"));
    assertThat(event().getStatus()).isEqualTo(403);
    assertThat(get("/p/42", from("203.0.113.8")).status()).isEqualTo(200);
  }

  @Test
  void learnedEntriesOfEveryScopeAreApplied() throws Exception {
    get("/p/1", from("198.51.100.1"));
    RequestEvent seen = event();
    decisions.clear();
    list(
        Source.COHORT,
        Action.BLOCK,
        "cohort:shape="
            + io.mastiff.event.EntryKey.hex(seen.getShape())
            + ",route=/p/{product},cookie=none",
        "fleet");
    list(Source.CLASSIFIER, Action.THROTTLE, "network:203.0.113.0/24", "loop");

    assertThat(get("/p/2", from("192.0.2.9")).status()).isEqualTo(403);
    assertDecision(Action.BLOCK, "list.cohort", List.of("fleet"));
    assertThat(get("/c/shoes", from("192.0.2.9")).status()).isEqualTo(200);
    assertThat(get("/c/shoes", from("203.0.113.99")).status()).as("a page a second").isEqualTo(200);
    decisions.clear();
    RawHttp.Reply throttled = get("/c/shoes", from("203.0.113.99"));
    assertThat(throttled.status()).isEqualTo(429);
    assertThat(throttled.header("Retry-After")).hasValue("30");
    assertDecision(Action.THROTTLE, "list.classifier", List.of("loop"));
  }

  @Test
  void aVisitorWhoReturnsTheCookieIsKnownAndKeepsCheckout() throws Exception {
    RawHttp.Reply first = get("/", from("203.0.113.7"));
    String cookie = first.header("Set-Cookie").orElseThrow().split(";", 2)[0];
    RequestEvent issued = event();

    RawHttp.Reply second = get("/p/1", from("198.51.100.20"), "Cookie: a=b; " + cookie);
    RequestEvent returned = event();

    assertThat(second.header("Set-Cookie")).isEmpty();
    assertThat(returned.getCookieState()).isEqualTo(CookieState.COOKIE_RETURNED);
    assertThat(returned.getClient()).isEqualTo("s:" + issued.getCookieIssued());
    assertThat(returned.getHome()).isEqualTo("203.0.113.0/24");
    list(Source.CLASSIFIER, Action.BLOCK, "session:" + issued.getCookieIssued(), "mimic");
    assertThat(get("/checkout", from("203.0.113.7"), "Cookie: " + cookie).status())
        .as("a cookie of a second and one page earns nothing")
        .isEqualTo(403);
    list.remove(Source.CLASSIFIER, "session:" + issued.getCookieIssued());
    clock.aheadMs += 60_000;
    get("/p/2", from("203.0.113.7"), "Cookie: " + cookie);
    list(Source.CLASSIFIER, Action.BLOCK, "session:" + issued.getCookieIssued(), "mimic");
    assertThat(get("/p/1", from("203.0.113.7"), "Cookie: " + cookie).status()).isEqualTo(403);
    decisions.clear();
    assertThat(get("/checkout", from("203.0.113.7"), "Cookie: " + cookie).status()).isEqualTo(200);
    assertDecision(Action.ALLOW, "immune.session", List.of());
  }

  @Test
  void aForgedCookieIsNamedAsForged() throws Exception {
    String cookie =
        get("/", from("203.0.113.7")).header("Set-Cookie").orElseThrow().split(";", 2)[0];
    event();
    String forged = cookie.substring(0, cookie.length() - 4) + "AAAA";

    get("/", from("203.0.113.7"), "Cookie: " + forged);

    assertThat(event().getCookieState()).isEqualTo(CookieState.COOKIE_FORGED);
  }

  @Test
  void aLimitThrottlesAndSaysWhenToComeBack() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(get("/p/" + i, from("203.0.113.7")).status()).isEqualTo(200);
    }
    decisions.clear();

    RawHttp.Reply reply = get("/p/4", from("203.0.113.7"));

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.header("Retry-After")).hasValue("1");
    assertDecision(
        Action.THROTTLE, "limit.aggregate", List.of("more requests than limit.aggregate allows"));
  }

  @Test
  void robotsTxtAndAllowedAddressesAreAlwaysServed() throws Exception {
    list(Source.OPERATOR, Action.BLOCK, "network:203.0.113.0/24", "closed");
    list(Source.OPERATOR, Action.ALLOW, "address:203.0.113.5", "our monitor");

    assertThat(get("/robots.txt", from("203.0.113.7")).status()).isEqualTo(200);
    assertThat(get("/p/1", from("203.0.113.5")).status()).isEqualTo(200);
    assertThat(get("/p/1", from("203.0.113.7")).status()).isEqualTo(403);
  }

  @Test
  void observeModeNotesAndDoesNotAct() throws Exception {
    engine.use(policy(Mode.OBSERVE));
    list(Source.OPERATOR, Action.BLOCK, "address:203.0.113.7", "scrapes prices");

    RawHttp.Reply reply = get("/p/42", from("203.0.113.7"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Set-Cookie")).isEmpty();
    RequestEvent event = event();
    assertThat(event.getAction()).isEqualTo(Action.BLOCK);
    assertThat(event.getEnforced()).isFalse();
  }

  @Test
  void programsGetProblemJson() throws Exception {
    list(Source.OPERATOR, Action.BLOCK, "address:203.0.113.7", "scrapes prices");

    RawHttp.Reply reply =
        RawHttp.get(
            port,
            "/api/price/1",
            "Host: shop.test",
            "Accept: application/json",
            "X-Forwarded-For: 203.0.113.7");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.header("Content-Type")).hasValue("application/problem+json");
  }

  @Test
  void theRightmostUntrustedHopCounts() throws Exception {
    get("/", "X-Forwarded-For: 198.51.100.1, 203.0.113.7, 127.0.0.9");

    assertThat(event().getAddress()).isEqualTo("203.0.113.7");
  }

  private void list(Source source, Action action, String key, String reason) {
    list.put(
        BlocklistEntry.newBuilder()
            .setFormat(1)
            .setKey(key)
            .setAction(action)
            .setSource(source)
            .addReasons(Reason.newBuilder().setText(reason))
            .setExpiresAtMs(System.currentTimeMillis() + 600_000)
            .build());
  }

  private RawHttp.Reply get(String target, String... more) throws IOException {
    String[] lines = java.util.Arrays.copyOf(CHROME, CHROME.length + more.length);
    System.arraycopy(more, 0, lines, CHROME.length, more.length);
    return RawHttp.get(port, target, lines);
  }

  private static String from(String address) {
    return "X-Forwarded-For: " + address;
  }

  private void assertDecision(Action action, String rule, List<String> reasons) {
    Decision decision = decisions.poll();
    assertThat(decision).isNotNull();
    assertThat(List.of(decision.action(), decision.rule(), decision.reasons()))
        .isEqualTo(List.of(action, rule, reasons));
  }

  private RequestEvent event() throws InterruptedException {
    RequestEvent event = events.poll(5, TimeUnit.SECONDS);
    assertThat(event).as("an event was published").isNotNull();
    return event;
  }
}
