package io.mastiff.edge.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeClock;
import io.mastiff.edge.Requests;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.client.Standings;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A front's log as the signal: what it tells, and what happens when it tells nothing. */
class LoggedLoadTest {
  private static final CapacityPolicy POLICY =
      new CapacityPolicy(CapacityPolicy.Signal.LOG, 10, 1000, 2, "access.log");
  private static final long ROUTE = 7;

  private long nowMs = 1_700_000_000_000L;
  private final List<String> warnings = new ArrayList<>();
  private final Capacity capacity = new Capacity(POLICY, () -> nowMs);
  private final LoggedLoad load = new LoggedLoad(capacity, warnings::add, nowMs);

  /** So many requests a second, each taking so long, for some seconds; read every 200 ms. */
  private void requests(int perSecond, long tookMs, int seconds) {
    for (int tick = 0; tick < seconds * 5; tick++) {
      nowMs += 200;
      for (int i = 0; i < perSecond / 5; i++) {
        letIn(1);
        load.answer(nowMs, ROUTE, tookMs * 1000, true, false, nowMs);
      }
      load.tick(true, nowMs);
    }
  }

  private void letIn(int requests) {
    for (int i = 0; i < requests; i++) {
      capacity.enterAnyway();
      capacity.leave(ROUTE, -1, false);
    }
  }

  private void quiet(int seconds, int perSecond, boolean present) {
    for (int tick = 0; tick < seconds * 5; tick++) {
      nowMs += 200;
      letIn(perSecond / 5);
      load.tick(present, nowMs);
    }
  }

  @Test
  void requestsUnderWayAreArrivalsTimesTheirDuration() {
    requests(500, 40, 20);

    assertThat(capacity.word()).isEqualTo("log");
    assertThat(capacity.pressure() * capacity.limit()).isCloseTo(20, within(2.0));
    quiet(10, 0, true);
    assertThat(capacity.pressure()).as("nothing comes any more").isLessThan(0.01);
    assertThat(capacity.word()).isEqualTo("log");
  }

  @Test
  void answersThatBecomeSlowLowerTheLimitAndShedTheLeastDeservingFirst() {
    requests(500, 40, 20);
    int before = capacity.limit();
    requests(500, 400, 20);

    assertThat(capacity.limit()).isLessThan(before / 2);
    assertThat(capacity.pressure()).isGreaterThan(1.2);
    assertThat(capacity.isPressed()).isTrue();
    int automation = 0;
    for (int i = 0; i < 100; i++) {
      assertThat(capacity.enter(AdmissionClass.CHECKOUT, 0)).isTrue();
      automation += capacity.enter(AdmissionClass.AUTOMATION, 0) ? 1 : 0;
      nowMs++;
    }
    assertThat(automation).isZero();
  }

  @Test
  void failuresLowerTheLimitAlsoWithoutATime() {
    requests(500, 40, 20);
    int before = capacity.limit();
    for (int i = 0; i < 2000; i++) {
      load.answer(nowMs, ROUTE, -1, false, true, nowMs);
    }

    assertThat(capacity.limit()).isLessThan(before / 2);
    assertThat(capacity.usualMicros(ROUTE)).as("no failure becomes usual").isEqualTo(40_000);
  }

  @Test
  void afterAnOutageTheDoorOpensAgainThoughHardlyAnybodyIsLetIn() {
    requests(500, 40, 20);
    requests(500, 30_000, 10);
    assertThat(capacity.limit()).isLessThan(20);
    int let = 0;
    for (int tick = 0; tick < 20 * 5; tick++) {
      nowMs += 200;
      for (int i = 0; i < 40; i++) {
        if (capacity.enter(AdmissionClass.RETURNING, 0)) {
          capacity.leave(ROUTE, -1, false);
          load.answer(nowMs, ROUTE, 40_000, true, false, nowMs);
          let += tick < 15 * 5 ? 0 : 1;
        }
      }
      load.tick(true, nowMs);
    }

    assertThat(let).as("of 1,000 in the last five seconds").isGreaterThan(700);
  }

  private void lost(String word) {
    assertThat(capacity.word()).isEqualTo(word);
    assertThat(capacity.limit()).as("as fixed").isEqualTo(1000);
    assertThat(capacity.pressure()).isLessThan(0.01);
    assertThat(capacity.enter(AdmissionClass.AUTOMATION, 1)).isTrue();
    capacity.leave(ROUTE, -1, false);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void aLogThatIsSilentWhileRequestsComeIsLostWithOneWarningAndFoundAgain() {
    requests(500, 40, 20);
    requests(500, 400, 20);
    quiet(14, 100, true);
    assertThat(capacity.word()).isEqualTo("log");
    quiet(60, 100, true);
    lost("log-silent");
    assertThat(warnings.get(0)).contains("says nothing");

    requests(500, 40, 1);
    assertThat(capacity.word()).isEqualTo("log");
    quiet(30, 100, true);
    assertThat(warnings).as("lost once more").hasSize(2);
  }

  @Test
  void aQuietNightIsNoLoss() {
    requests(10, 40, 5);
    quiet(3600, 0, true);

    assertThat(capacity.word()).isEqualTo("log");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aLogThatIsMissingOrUnreadableOrOldIsNamedAsSuch() {
    quiet(10, 100, false);
    assertThat(capacity.word()).isEqualTo("log-waiting");
    assertThat(warnings).isEmpty();
    quiet(10, 100, false);
    lost("log-missing");

    load.unreadable();
    quiet(1, 100, true);
    lost("log-unreadable");

    requests(10, 40, 1);
    warnings.clear();
    for (int i = 0; i < 20; i++) {
      load.answer(nowMs - 60_000, ROUTE, 9_000_000, true, true, nowMs);
      quiet(1, 0, true);
    }
    lost("log-stale");
  }

  @Test
  void aFollowerThatHangsIsNotBelieved() {
    requests(500, 40, 20);
    requests(500, 400, 20);
    nowMs += 16_000;

    assertThat(capacity.pressure()).isLessThan(0.01);
    assertThat(capacity.word()).isEqualTo("log-silent");
  }

  /** What ended at the store, waiting to be read from the log. */
  private record Logged(long atMs, long tookMs) {}

  /**
   * A store of 50 permits and 40 ms behind forward-auth: the door lets each request go at once, and
   * learns of its answer from a log that is read every 200 ms.
   */
  @Test
  void behindForwardAuthShoppersComeFirstWhileStrangersAskForTwiceWhatTheStoreCan() {
    EdgeClock clock =
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
    DecisionEngine engine =
        DecisionEngine.builder()
            .clock(clock)
            .policy(
                Policy.DEFAULT.withMode(Mode.ENFORCE, 100).toBuilder()
                    .holdOut(0)
                    .capacity(POLICY)
                    .build())
            .build();
    LoggedLoad told = new LoggedLoad(engine.capacity(), warnings::add, nowMs);
    List<String> cookies = shoppers(engine);
    nowMs += 120_000;
    Random random = new Random(1);
    PriorityQueue<Long> permits = new PriorityQueue<>();
    for (int i = 0; i < 50; i++) {
      permits.add(0L);
    }
    PriorityQueue<Logged> ends = new PriorityQueue<>(Comparator.comparingLong(Logged::atMs));
    Deque<Long> waits = new ArrayDeque<>();
    int[] asked = new int[2];
    int[] served = new int[2];
    int[] steady = new int[2];
    for (int tick = 0; tick < 90_000; tick++) {
      nowMs++;
      boolean flood = tick > 20_000;
      for (int i = 0; i < (flood ? 3 : 1); i++) {
        boolean shopper = i == 0 && tick % 5 == 0;
        if (!flood && !shopper && tick % 3 != 0) {
          continue;
        }
        int who = random.nextInt(200);
        Decision d =
            engine.decide(
                shopper
                    ? Requests.get(
                        "203.0." + who + ".7",
                        "/p/" + random.nextInt(500),
                        "Cookie",
                        cookies.get(who))
                    : Requests.get(
                        "198." + random.nextInt(60) + "." + random.nextInt(250) + ".9",
                        "/search?q=" + random.nextInt()));
        asked[shopper ? 0 : 1]++;
        boolean late = tick > 30_000 && shopper;
        steady[0] += late ? 1 : 0;
        steady[1] += late && !d.denies() ? 1 : 0;
        if (d.denies()) {
          continue;
        }
        served[shopper ? 0 : 1]++;
        engine.released(d, ResponseFacts.UNSEEN);
        long end = Math.max(permits.poll(), nowMs) + 40;
        permits.add(end);
        ends.add(new Logged(end, end - nowMs));
        if (tick > 40_000) {
          waits.add(end - nowMs);
        }
      }
      if (tick % 200 == 0) {
        while (!ends.isEmpty() && ends.peek().atMs <= nowMs) {
          Logged one = ends.poll();
          told.answer(one.atMs, ROUTE, one.tookMs * 1000, true, false, nowMs);
        }
        told.tick(true, nowMs);
      }
    }
    double mean = waits.stream().mapToLong(w -> w).average().orElseThrow();
    System.out.printf(
        "by the log: shoppers %.2f%%, %.2f%% after ten seconds, strangers' searches %.1f%%, mean answer %.0f ms, limit %d%n",
        100.0 * served[0] / asked[0],
        100.0 * steady[1] / steady[0],
        100.0 * served[1] / asked[1],
        mean,
        engine.capacity().limit());
    assertThat((double) served[0] / asked[0]).isGreaterThanOrEqualTo(0.99);
    assertThat(steady[1]).as("none once it has settled").isEqualTo(steady[0]);
    assertThat(served[1]).as("some were shed").isLessThan(asked[1]);
    assertThat(mean).as("the store is not swamped").isLessThan(160);
    assertThat(engine.capacity().word()).isEqualTo("log");
    assertThat(warnings).isEmpty();
  }

  private List<String> shoppers(DecisionEngine engine) {
    List<String> cookies = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String address = "203.0." + i + ".7";
      Decision first = engine.decide(Requests.get(address, "/"));
      engine.released(first, ResponseFacts.UNSEEN);
      String cookie = "mastiff=" + engine.cookieFor(first, false).orElseThrow().value();
      cookies.add(cookie);
      Decision seen = engine.decide(Requests.get(address, "/p/1", "Cookie", cookie));
      engine.told(seen, Standings.CART);
      engine.released(seen, ResponseFacts.UNSEEN);
    }
    return cookies;
  }
}
