package io.mastiff.bench;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.mastiff.edge.limit.Limits.Rate;
import io.mastiff.edge.limit.TwoTierLimiter;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One limit of one client: the two tiers with 1% in buckets, beside Bucket4j in a map. */
@State(Scope.Benchmark)
public class LimitBenchmark {
  private static final Rate RATE = new Rate(1000, 10_000);

  @Param({"1000000"})
  int size;

  private long[] keys = {};
  private Long[] boxed = {};
  private int[] next = {};
  private TwoTierLimiter tiers = new TwoTierLimiter(1 << 21, TimeMeter.SYSTEM_NANOTIME);
  private ConcurrentHashMap<Long, Bucket> map = new ConcurrentHashMap<>();

  /** Each thread walks the same order from a place of its own. */
  @State(Scope.Thread)
  public static class Place {
    private int at = System.identityHashCode(this);
  }

  /** Meets every client once; every hundredth spends more than half of its burst. */
  @Setup(Level.Trial)
  public void setUp() {
    keys = new long[size];
    boxed = new Long[size];
    next = Load.order(size, false);
    for (int i = 0; i < size; i++) {
      keys[i] = (i + 1) * 0x9e3779b97f4a7c15L;
      boxed[i] = keys[i];
    }
  }

  /** Fills the two tiers. */
  @State(Scope.Benchmark)
  public static class Tiers {
    /** Once. */
    @Setup(Level.Trial)
    public void fill(LimitBenchmark of) {
      for (int i = 0; i < of.size; i++) {
        of.tiers.take(of.keys[i], RATE, i % 100 == 0 ? 60_000 : 1, 1, 1);
      }
    }
  }

  /** Fills the map. */
  @State(Scope.Benchmark)
  public static class Buckets {
    /** Once. */
    @Setup(Level.Trial)
    public void fill(LimitBenchmark of) {
      for (Long key : of.boxed) {
        of.map.put(key, bucket());
      }
    }
  }

  private static Bucket bucket() {
    return Bucket.builder()
        .addLimit(l -> l.capacity(100_000).refillGreedy(10_000, Duration.ofSeconds(1)))
        .withCustomTimePrecision(TimeMeter.SYSTEM_NANOTIME)
        .build();
  }

  /** Ours. */
  @Benchmark
  public boolean mastiff(Place place, Tiers filled) {
    return tiers.take(keys[next[place.at++ & (next.length - 1)]], RATE, 1, 1, 1);
  }

  /** Bucket4j. */
  @Benchmark
  public boolean bucket4j(Place place, Buckets filled) {
    Long key = boxed[next[place.at++ & (next.length - 1)]];
    return map.computeIfAbsent(key, k -> bucket()).tryConsume(1);
  }
}
