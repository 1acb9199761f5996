package io.mastiff.bench;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.limit.Limits.Rate;
import io.mastiff.edge.limit.TwoTierLimiter;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Heap that a structure holds, measured by what stays after collections. */
final class Memory {
  private static final Rate RATE = new Rate(1000, 10_000);

  private Memory() {}

  static double perEntry(int entries, Supplier<Object> make) {
    long before = used();
    Object made = make.get();
    long after = used();
    Reference.reachabilityFence(made);
    return (double) (after - before) / entries;
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  /** Two tiers, a hundredth of the clients in buckets. */
  static Object tiers(int clients) {
    int slots = Integer.highestOneBit(Math.max(8, clients)) * 2;
    TwoTierLimiter tiers = new TwoTierLimiter(slots, TimeMeter.SYSTEM_NANOTIME);
    for (int i = 0; i < clients; i++) {
      tiers.take((i + 1) * 0x9e3779b97f4a7c15L, RATE, i % 100 == 0 ? 60_000 : 1, 1, 1);
    }
    return tiers;
  }

  static Object buckets(int clients) {
    ConcurrentHashMap<Long, Bucket> map = new ConcurrentHashMap<>();
    for (int i = 0; i < clients; i++) {
      map.put(
          (i + 1) * 0x9e3779b97f4a7c15L,
          Bucket.builder()
              .addLimit(l -> l.capacity(100_000).refillGreedy(10_000, Duration.ofSeconds(1)))
              .build());
    }
    return map;
  }

  static BlockList mixed(int entries) {
    return Lists.mixed(entries);
  }
}
