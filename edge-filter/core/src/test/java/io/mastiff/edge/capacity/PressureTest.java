package io.mastiff.edge.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeClock;
import io.mastiff.edge.Requests;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.client.Standings;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.Action;
import io.mastiff.event.Mode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A store with 50 permits in simulated time, behind a real engine. */
class PressureTest {
  private static final int PERMITS = 50;
  private static final long SERVICE_MS = 40;

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

  private DecisionEngine engine(CapacityPolicy capacity) {
    return DecisionEngine.builder()
        .clock(clock)
        .policy(
            Policy.DEFAULT.withMode(Mode.ENFORCE, 100).toBuilder()
                .holdOut(0)
                .capacity(capacity)
                .build())
        .build();
  }

  /** Requests at the store: each takes its turn at a permit, longest waiting first. */
  private static final class Store {
    private final PriorityQueue<long[]> permits =
        new PriorityQueue<>(Comparator.comparingLong(p -> p[0]));
    private final PriorityQueue<Done> done =
        new PriorityQueue<>(Comparator.comparingLong(Done::atMs));

    Store() {
      for (int i = 0; i < PERMITS; i++) {
        permits.add(new long[] {0});
      }
    }

    void take(Decision decision, long nowMs, Runnable then) {
      long[] permit = permits.poll();
      permit[0] = Math.max(permit[0], nowMs) + SERVICE_MS;
      permits.add(permit);
      done.add(new Done(permit[0], permit[0] - nowMs, decision, then));
    }
  }

  private record Done(long atMs, long tookMs, Decision decision, Runnable then) {}

  private void finish(DecisionEngine engine, Store store) {
    while (!store.done.isEmpty() && store.done.peek().atMs <= nowMs) {
      Done one = store.done.poll();
      engine.released(one.decision, new ResponseFacts(200, 0, one.tookMs * 1000));
      one.then.run();
    }
  }

  private String cookie(DecisionEngine engine, String address) {
    Decision first = engine.decide(Requests.get(address, "/"));
    engine.released(first, ResponseFacts.UNSEEN);
    return "mastiff=" + engine.cookieFor(first, false).orElseThrow().value();
  }

  @Test
  void shoppersComeFirstWhileStrangersSearchTenTimesAsMuch() {
    DecisionEngine engine = engine(new CapacityPolicy(CapacityPolicy.Signal.MEASURED, 10, 200, 2));
    List<String> cookies = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String address = "203.0." + i + ".7";
      String cookie = cookie(engine, address);
      cookies.add(cookie);
      for (int page = 0; page < 2; page++) {
        Decision seen = engine.decide(Requests.get(address, "/p/" + page, "Cookie", cookie));
        engine.told(seen, i % 4 == 0 ? Standings.CART : 0);
        engine.released(seen, new ResponseFacts(200, 0, SERVICE_MS * 1000));
      }
    }
    nowMs += 120_000;
    Random random = new Random(1);
    Store store = new Store();
    int[] shoppers = new int[2];
    int[] checkouts = new int[2];
    int[] strangers = new int[2];
    for (int tick = 0; tick < 60_000; tick++) {
      nowMs++;
      finish(engine, store);
      if (tick % 5 == 0) {
        int who = random.nextInt(200);
        boolean checkout = random.nextInt(10) == 0;
        String target = checkout ? "/checkout/pay" : "/p/" + random.nextInt(500);
        Decision d =
            engine.decide(Requests.get("203.0." + who + ".7", target, "Cookie", cookies.get(who)));
        count(d, checkout ? checkouts : shoppers, store);
      }
      for (int i = 0; i < 2; i++) {
        String address = "198." + random.nextInt(60) + "." + random.nextInt(250) + ".9";
        Decision d = engine.decide(Requests.get(address, "/search?q=" + random.nextInt()));
        count(d, strangers, store);
      }
    }
    double served = 1 - (double) shoppers[1] / shoppers[0];
    System.out.printf(
        "pressure: shoppers %.2f%% of %d, checkout %d of %d, strangers' searches %.1f%% of %d,"
            + " limit %d%n",
        100 * served,
        shoppers[0],
        checkouts[0] - checkouts[1],
        checkouts[0],
        100 - 100.0 * strangers[1] / strangers[0],
        strangers[0],
        engine.capacity().limit());
    assertThat(served).isGreaterThanOrEqualTo(0.995);
    assertThat(checkouts[1]).isZero();
    assertThat(strangers[1]).as("some were shed").isPositive();
  }

  private void count(Decision decision, int[] counts, Store store) {
    counts[0]++;
    if (decision.denies()) {
      counts[1]++;
      assertThat(decision.action()).isEqualTo(Action.QUEUE);
      assertThat(decision.status()).isEqualTo(503);
      assertThat(decision.retryAfterSeconds()).isBetween(5, 10);
    } else {
      store.take(decision, nowMs, () -> {});
    }
  }

  @Test
  void underMildOverloadTheLimitSettles() {
    DecisionEngine engine = engine(new CapacityPolicy(CapacityPolicy.Signal.MEASURED, 10, 1000, 2));
    Store store = new Store();
    double perMs = 1.05 * PERMITS / SERVICE_MS;
    double due = 0;
    int highest = 0;
    int atTwoMinutes = 0;
    for (int tick = 0; tick < 600_000; tick++) {
      nowMs++;
      finish(engine, store);
      // Half a minute of ordinary load first: usual times are learned before the overload.
      due += tick < 30_000 ? perMs / 2 : perMs;
      for (; due >= 1; due--) {
        String address = "198." + tick % 60 + "." + tick % 250 + ".9";
        Decision d = engine.decide(Requests.get(address, "/p/" + tick % 50));
        if (!d.denies()) {
          store.take(d, nowMs, () -> {});
        }
      }
      if (tick > 120_000) {
        highest = Math.max(highest, engine.capacity().limit());
        atTwoMinutes = atTwoMinutes == 0 ? engine.capacity().limit() : atTwoMinutes;
      }
    }
    System.out.printf(
        "overload of 105%%: limit %d after two minutes, %d at most, %d after ten%n",
        atTwoMinutes, highest, engine.capacity().limit());
    assertThat(engine.capacity().limit()).isBetween(PERMITS, 4 * PERMITS);
    assertThat(highest).isLessThanOrEqualTo(4 * PERMITS);
  }

  @Test
  void aChangeOfMixWithoutOverloadShedsNobody() {
    DecisionEngine engine = engine(new CapacityPolicy(CapacityPolicy.Signal.MEASURED, 10, 100, 2));
    int shed = 0;
    for (int second = 0; second < 600; second++) {
      boolean sale = second > 300;
      for (int i = 0; i < 20; i++) {
        boolean slow = sale ? i % 10 != 0 : i % 10 == 0;
        String target = slow ? "/search?q=" + i : "/p/" + i;
        Decision d = engine.decide(Requests.get("198.51." + i + ".9", target));
        shed += d.denies() ? 1 : 0;
        engine.released(d, new ResponseFacts(200, 0, slow ? 400_000 : 20_000));
      }
      nowMs += 1000;
    }
    assertThat(shed).isZero();
    assertThat(engine.capacity().limit()).isGreaterThanOrEqualTo(90);
  }
}
