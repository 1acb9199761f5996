package io.mastiff.training.judge;

import java.util.Arrays;

/** One figure over all resamples, and the interval that holds 95% of it. */
final class Spread {
  private static final double TAIL = 0.025;

  private final double[] values;

  Spread(int resamples) {
    values = new double[resamples];
    Arrays.fill(values, Double.NaN);
  }

  /** Each number is set once; several threads may set different ones. */
  void set(int number, double value) {
    values[number] = value;
  }

  /** The figure with its percentile interval, or the note of too few where that is NaN. */
  Estimate around(double value) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (Double.isNaN(value) || sorted.length == 0) {
      return Estimate.none("cannot be computed from these sessions");
    }
    return new Estimate(value, quantile(sorted, TAIL), quantile(sorted, 1 - TAIL), null);
  }

  /** The quantile by linear interpolation (type 7 of Hyndman and Fan). */
  static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int over = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[over] - sorted[below]);
  }
}
