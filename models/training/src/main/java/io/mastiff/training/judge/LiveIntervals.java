package io.mastiff.training.judge;

/** 95% intervals of weighted counts and shares. */
final class LiveIntervals {
  private static final double Z = 1.959964;

  private LiveIntervals() {}

  /**
   * A weighted sum of events that are rare: the gamma interval of Fay and Feuer (1997), with Wilson
   * and Hilferty's quantiles (1931).
   *
   * @param sum of weights of the events
   * @param squares sum of their squares
   * @param most the largest weight that an event may have
   */
  static Estimate sum(double sum, double squares, double most) {
    double low = sum == 0 ? 0 : squares / (2 * sum) * chi2(2 * sum * sum / squares, -Z);
    double above = squares + most * most;
    double with = sum + most;
    double high = above / (2 * with) * chi2(2 * with * with / above, Z);
    return new Estimate(sum, low, high, null);
  }

  private static double chi2(double degrees, double z) {
    double spread = 2 / (9 * degrees);
    return degrees * Math.pow(Math.max(0, 1 - spread + z * Math.sqrt(spread)), 3);
  }

  /** Lower end of Wilson's interval of a share of {@code n}. */
  static double wilsonLow(double p, double n) {
    return (centre(p, n) - half(p, n)) / (1 + Z * Z / n);
  }

  /** Upper end of Wilson's interval of a share of {@code n}. */
  static double wilsonHigh(double p, double n) {
    return (centre(p, n) + half(p, n)) / (1 + Z * Z / n);
  }

  private static double centre(double p, double n) {
    return p + Z * Z / (2 * n);
  }

  private static double half(double p, double n) {
    return Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
  }
}
