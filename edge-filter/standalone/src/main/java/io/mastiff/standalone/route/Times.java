package io.mastiff.standalone.route;

/** Response times in steps of a quarter of a doubling, so that a median is right within 19%. */
final class Times {
  private static final int STEPS = 4;
  private static final int BUCKETS = 40 * STEPS;

  private final int[] counts = new int[BUCKETS];
  private long count;

  /** Adds microseconds; a negative number is none. */
  void add(long micros) {
    if (micros >= 0) {
      double steps = STEPS * Math.log(micros + 1.0) / Math.log(2);
      counts[Math.min(BUCKETS - 1, (int) Math.round(steps))]++;
      count++;
    }
  }

  void addAll(Times other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
    count += other.count;
  }

  /** Microseconds, or -1 without any. */
  double median() {
    long below = 0;
    for (int i = 0; i < BUCKETS; i++) {
      below += counts[i];
      if (below * 2 >= count && count > 0) {
        return Math.pow(2, (double) i / STEPS) - 1;
      }
    }
    return -1;
  }
}
