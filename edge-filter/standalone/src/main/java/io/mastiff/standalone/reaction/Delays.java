package io.mastiff.standalone.reaction;

import java.util.Arrays;
import java.util.Locale;

/** Times of trials, in ms. */
final class Delays {
  private double[] all = new double[1024];
  private int size;

  synchronized void add(double millis) {
    if (size == all.length) {
      all = Arrays.copyOf(all, 2 * size);
    }
    all[size++] = millis;
  }

  synchronized int size() {
    return size;
  }

  /** The value that this share of the trials does not exceed. */
  synchronized double quantile(double share) {
    double[] sorted = Arrays.copyOf(all, size);
    Arrays.sort(sorted);
    return size == 0 ? Double.NaN : sorted[Math.min(size - 1, (int) Math.ceil(share * size) - 1)];
  }

  String words() {
    return String.format(
        Locale.ROOT,
        "%,d: median %,.0f, p99 %,.0f, most %,.0f ms",
        size(),
        quantile(0.5),
        quantile(0.99),
        quantile(1));
  }
}
