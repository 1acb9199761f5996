package io.mastiff.standalone.audit.fleet;

import io.mastiff.standalone.audit.tally.Distinct;

/**
 * How often people look at each product: 262,144 counters, 1 MB; beyond some 100,000 products some
 * share one.
 */
final class Popularity {
  private static final int BITS = 18;
  private static final int FEWEST = 300;

  private final int[] counts = new int[1 << BITS];
  private long views;

  void add(Distinct products) {
    products.forEachExact(
        hash -> {
          counts[(int) (hash >>> (64 - BITS))]++;
          views++;
        });
  }

  void add(Popularity other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    views += other.views;
  }

  /** Whether enough was seen to say what people look at. */
  boolean isKnown() {
    return views >= FEWEST;
  }

  /**
   * How many different products people would have seen in so many views, at most: by rarefaction,
   * beyond the views that there were in proportion.
   */
  double expected(long n) {
    double kept = Math.min(1, (double) n / views);
    double different = 0;
    for (int count : counts) {
      different += count == 0 ? 0 : 1 - Math.pow(1 - kept, count);
    }
    return different * Math.max(1, (double) n / views);
  }
}
