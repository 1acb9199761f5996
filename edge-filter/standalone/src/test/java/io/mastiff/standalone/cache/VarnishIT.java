package io.mastiff.standalone.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.capacity.CapacityPolicy;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.edge.sidecar.Sidecar;
import io.mastiff.edge.sidecar.SidecarSettings;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.CookieState;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Source;
import io.mastiff.standalone.cache.Shopper.Reply;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The door behind a real Varnish, with the VCL and the policy of the guide. */
@EnabledIf(value = "varnishIsInstalled", disabledReason = "there is no varnishd")
class VarnishIT {
  private static final Path POLICY = Path.of("../../docs/operations/examples/behind-varnish.yaml");
  private static final int SHOPPERS = 80;
  private static final int STEPS = 14;
  private static final String SCRAPER = "127.66.0.1";

  /** A shop's own VCL that keeps a page without asking the page, and errors too. */
  private static final String FORCING =
      """
      sub vcl_backend_response {
        if ((bereq.url ~ "^/sale" && !beresp.http.Set-Cookie) || beresp.status >= 400) {
          set beresp.ttl = 1h;
          return (deliver);
        }
      }
      """;

  /** A shop's own VCL that keeps pages for everybody, whatever cookies the store has set. */
  private static final String WITHOUT_COOKIES =
      """
      sub vcl_recv {
        if (req.url ~ "^/(p|c|img|sale)/") { unset req.http.Cookie; }
      }
      """;

  @TempDir Path folder;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final BlockList list = new BlockList();
  private final Queue<RequestEvent> events = new ConcurrentLinkedQueue<>();
  private CacheableShop shop;

  /** What the VCL of a shop is made of. */
  enum Front {
    BUILT_IN(""),
    GUIDE(Varnish.OURS),
    GUIDE_AND_FORCING(Varnish.OURS + FORCING),
    GUIDE_FORCING_AND_WITHOUT_COOKIES(Varnish.OURS + FORCING + WITHOUT_COOKIES);

    private final String vcl;

    Front(String vcl) {
      this.vcl = vcl;
    }

    /** The same without the guide's file, as it was before the door came. */
    String before() {
      return vcl.replace(Varnish.OURS, "");
    }
  }

  static boolean varnishIsInstalled() {
    return Varnish.isInstalled();
  }

  @AfterEach
  void stop() throws Exception {
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }

  private <T extends AutoCloseable> T closing(T part) {
    started.push(part);
    return part;
  }

  private int varnish(String name, int backend, String vcl) throws Exception {
    return closing(Varnish.start(folder.resolve(name), backend, vcl)).port();
  }

  private Sidecar door(Policy policy) throws Exception {
    DecisionEngine engine =
        DecisionEngine.builder().policy(policy).blockList(list).publisher(events::add).build();
    InetSocketAddress listen = new InetSocketAddress("127.0.0.1", 0);
    InetSocketAddress origin = new InetSocketAddress("127.0.0.1", shop.port());
    Duration time = Duration.ofSeconds(25);
    return closing(
        Sidecar.start(
            new SidecarSettings(listen, null, origin, null, Duration.ofSeconds(2), time), engine));
  }

  private int shopBehindBoth(Front front, Policy policy) throws Exception {
    shop = closing(CacheableShop.start());
    return varnish("front", door(policy).port(), front.vcl);
  }

  /** What came of a run: by kind of page, how many answers came from the cache. */
  private record Run(
      Map<String, Integer> hits, Map<String, Integer> asked, List<Shopper> shoppers) {
    int total() {
      return hits.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  private Run shopping(int port) throws Exception {
    List<Shopper> shoppers = new ArrayList<>();
    for (int i = 0; i < SHOPPERS; i++) {
      shoppers.add(new Shopper("127.10." + i + ".7", port));
    }
    Random random = new Random(17);
    Map<String, Integer> hits = new TreeMap<>();
    for (int step = 0; step < STEPS; step++) {
      for (Shopper shopper : shoppers) {
        for (String target : targets(random)) {
          Reply reply = shopper.get(target);
          assertThat(reply.status()).as(target).isEqualTo(200);
          hits.merge(CacheableShop.kind(target), reply.isHit() ? 1 : 0, Integer::sum);
        }
      }
    }
    return new Run(hits, shop.asked(), shoppers);
  }

  private static List<String> targets(Random random) {
    int product = (int) (Math.pow(random.nextDouble(), 3) * 60);
    return switch (random.nextInt(10)) {
      case 0 -> List.of("/");
      case 1 -> List.of("/search?q=" + product);
      case 2 -> List.of("/c/" + product % 8);
      case 3 -> List.of("/about", "/landing");
      case 4 -> List.of("/guide/" + product, "/sale");
      case 5 -> random.nextInt(4) == 0 ? List.of("/cart") : List.of("/sale");
      default -> List.of("/p/" + product, "/img/" + product + ".jpg");
    };
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BUILT_IN")
  void theCacheServesAsManyAsWithoutTheDoorAndKeepsNobodysCookie(Front front) throws Exception {
    shop = closing(CacheableShop.start());
    Run bare = shopping(varnish("bare", shop.port(), front.before()));
    Run behind = shopping(shopBehindBoth(front, PolicyReader.read(POLICY)));

    assertThat(bare.total()).isGreaterThan(500);
    assertThat(behind.hits()).isEqualTo(bare.hits());
    assertThat(behind.asked()).as("what the store has to do").isEqualTo(bare.asked());

    List<String> issued = behind.shoppers().stream().flatMap(s -> s.issued().stream()).toList();
    assertThat(issued).hasSizeGreaterThan(SHOPPERS / 2).doesNotHaveDuplicates();
    assertThat(behind.shoppers()).allMatch(s -> s.issued().size() <= 1);
    assertThat(bare.shoppers()).allMatch(s -> s.issued().isEmpty());
  }

  @Test
  void theDoorKnowsWhoAsksForWhatIsNotInTheCache() throws Exception {
    int port = shopBehindBoth(Front.GUIDE, PolicyReader.read(POLICY));
    Shopper shopper = new Shopper("127.10.1.7", port);
    shopper.get("/search?q=1");
    shopper.get("/cart");
    shopper.get("/p/1");
    new Shopper("127.10.2.7", port).get("/c/2");
    shopper.get("/checkout");

    await().atMost(5, TimeUnit.SECONDS).until(() -> events.size() >= 5);
    assertThat(events).noneMatch(RequestEvent::getAddressUnknown);
    assertThat(events)
        .extracting(RequestEvent::getAddress)
        .containsExactly("127.10.1.7", "127.10.1.7", "127.10.1.7", "127.10.2.7", "127.10.1.7");
    assertThat(events)
        .extracting(RequestEvent::getCookieState)
        .containsExactly(
            CookieState.COOKIE_ABSENT,
            CookieState.COOKIE_RETURNED,
            CookieState.COOKIE_RETURNED,
            CookieState.COOKIE_ABSENT,
            CookieState.COOKIE_RETURNED);
    assertThat(events)
        .as("one software, whether Varnish looked up or passed")
        .extracting(RequestEvent::getClientShape)
        .containsOnly(events.element().getClientShape());
    assertThat(events).allMatch(e -> e.getIncoherence() == 0);
  }

  private void enter(Action action) {
    list.put(
        BlocklistEntry.newBuilder()
            .setFormat(1)
            .setKey("address:" + SCRAPER)
            .setAction(action)
            .setSource(Source.OPERATOR)
            .setNote("test")
            .setExpiresAtMs(System.currentTimeMillis() + 600_000)
            .build());
  }

  private static void assertDenied(Reply reply, int status) {
    assertThat(reply.all("Set-Cookie")).isEmpty();
    assertOwn(reply, status);
  }

  private static void assertOwn(Reply reply, int status) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Cache-Control")).hasValue("no-store");
    assertThat(reply.header("Age").orElse("0")).isEqualTo("0");
    assertThat(reply.isHit()).isFalse();
  }

  /** The ticket of a visitor who has to wait. */
  private static String queued(Shopper shopper) throws Exception {
    Reply reply = shopper.get("/c/9");
    assertOwn(reply, 503);
    assertThat(reply.all("Set-Cookie")).singleElement().asString().startsWith("mastiff-queue=");
    return reply.all("Set-Cookie").get(0);
  }

  @ParameterizedTest
  @EnumSource
  void aDenialIsItsReceiversAlone(Front front) throws Exception {
    int port = shopBehindBoth(front, PolicyReader.read(POLICY));
    enter(Action.BLOCK);
    Shopper scraper = new Shopper(SCRAPER, port);

    assertDenied(scraper.get("/c/7"), 403);
    assertDenied(scraper.get("/c/7"), 403);
    assertThat(new Shopper("127.10.1.7", port).get("/c/7").status()).isEqualTo(200);
    assertThat(new Shopper("127.10.2.7", port).get("/c/7").isHit()).isTrue();

    assertDenied(scraper.get("/search?q=7"), 403);
    Shopper shopper = new Shopper("127.10.3.7", port);
    assertThat(shopper.get("/search?q=7").status()).isEqualTo(200);
    assertDenied(scraper.get("/search?q=7"), 403);
    assertThat(shopper.get("/search?q=7").status()).isEqualTo(200);

    assertThat(scraper.get("/p/7").status()).as("kept by the front: tagged").isEqualTo(200);
    assertThat(new Shopper("127.10.4.7", port).get("/p/7").isHit()).isTrue();
    await().atMost(5, TimeUnit.SECONDS).until(() -> events.size() >= 8);
    assertThat(events).filteredOn(e -> e.getPath().equals("/p/7")).hasSize(1);
    assertThat(events)
        .filteredOn(e -> e.getAddress().equals(SCRAPER))
        .extracting(RequestEvent::getAction)
        .containsExactly(Action.BLOCK, Action.BLOCK, Action.BLOCK, Action.BLOCK, Action.TAG);
  }

  @ParameterizedTest
  @EnumSource
  void whoAsksInTheSameMomentAsAScraperIsServed(Front front) throws Exception {
    int port = shopBehindBoth(front, PolicyReader.read(POLICY));
    enter(Action.THROTTLE);
    Shopper scraper = new Shopper(SCRAPER, port);
    Shopper shopper = new Shopper("127.10.1.7", port);
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService other = Executors.newSingleThreadExecutor();
    closing(other::shutdownNow);
    int denied = 0;
    for (int i = 0; i < 60; i++) {
      String target = (i % 2 == 0 ? "/c/" : "/search?q=") + (100 + i);
      Future<Reply> scraped =
          other.submit(
              () -> {
                start.await(10, TimeUnit.SECONDS);
                return scraper.get(target);
              });
      start.await(10, TimeUnit.SECONDS);
      assertThat(shopper.get(target).status()).as(target).isEqualTo(200);
      Reply reply = scraped.get(10, TimeUnit.SECONDS);
      denied += reply.status() == 429 ? 1 : 0;
      if (reply.status() == 429) {
        assertDenied(reply, 429);
        assertThat(reply.header("Retry-After")).isPresent();
      }
    }
    assertThat(denied).isGreaterThan(20);
  }

  @Test
  void aDenialDoesNotPushOutAnOlderCopy() throws Exception {
    int port = shopBehindBoth(Front.GUIDE, PolicyReader.read(POLICY));
    enter(Action.BLOCK);
    Shopper shopper = new Shopper("127.10.1.7", port);
    Shopper scraper = new Shopper(SCRAPER, port);
    assertThat(shopper.get("/category/1").isHit()).isFalse();
    TimeUnit.MILLISECONDS.sleep(1_200);
    for (int i = 1; i <= 3; i++) {
      int denials = i;
      assertThat(scraper.get("/category/1").isHit()).as("the older copy, again").isTrue();
      await()
          .atMost(5, TimeUnit.SECONDS)
          .until(() -> events.stream().filter(e -> e.getStatus() == 403).count() == denials);
      TimeUnit.MILLISECONDS.sleep(50);
    }

    Reply next = shopper.get("/category/1");
    assertThat(next.status()).isEqualTo(200);
    assertThat(next.isHit()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void whoFindsNoRoomIsTurnedAwayAlone(Front front) throws Exception {
    CapacityPolicy small = new CapacityPolicy(CapacityPolicy.Signal.FIXED, 1, 3, 2);
    int port = shopBehindBoth(front, PolicyReader.read(POLICY).toBuilder().capacity(small).build());
    ExecutorService others = Executors.newCachedThreadPool();
    closing(others::shutdownNow);
    List<Future<Reply>> waiting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Shopper shopper = new Shopper("127.10.1." + i, port);
      String target = "/account?" + i;
      waiting.add(others.submit(() -> shopper.get(target)));
    }
    await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> shop.asked().getOrDefault("account", 0) == waiting.size());

    String ticket = queued(new Shopper("127.10.2.7", port));
    assertThat(queued(new Shopper("127.10.2.7", port))).as("its own").isNotEqualTo(ticket);
    shop.finishAccounts();
    for (Future<Reply> reply : waiting) {
      assertThat(reply.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    assertThat(new Shopper("127.10.3.7", port).get("/c/9").status()).isEqualTo(200);
    assertThat(new Shopper("127.10.4.7", port).get("/c/9").isHit()).isTrue();
  }
}
