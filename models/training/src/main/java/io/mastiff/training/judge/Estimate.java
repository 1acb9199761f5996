package io.mastiff.training.judge;

import org.jspecify.annotations.Nullable;

/**
 * A figure with its 95% interval, or a note that says why there is none.
 *
 * @param low and {@code high}: bounds of the interval, where there is one
 */
record Estimate(
    @Nullable Double value, @Nullable Double low, @Nullable Double high, @Nullable String note) {
  static Estimate none(String note) {
    return new Estimate(null, null, null, note);
  }

  static Estimate exactly(double value) {
    return new Estimate(value, null, null, null);
  }
}
