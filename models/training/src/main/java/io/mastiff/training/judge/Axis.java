package io.mastiff.training.judge;

import java.util.List;

/**
 * A plot's axis; values beyond its ends are drawn at the end.
 *
 * @param title with the unit
 * @param log whether equal steps are equal factors
 */
record Axis(String title, double min, double max, boolean log, List<Tick> ticks) {

  /** A labelled place. */
  record Tick(double value, String label) {}

  /** From 0 to 1 in fifths, labelled in percent. */
  static Axis share(String title) {
    return new Axis(
        title,
        0,
        1,
        false,
        List.of(
            new Tick(0, "0%"),
            new Tick(0.2, "20%"),
            new Tick(0.4, "40%"),
            new Tick(0.6, "60%"),
            new Tick(0.8, "80%"),
            new Tick(1, "100%")));
  }

  /** From 0.001% to 100% in factors of ten. */
  static Axis smallShare(String title) {
    return new Axis(
        title,
        1e-5,
        1,
        true,
        List.of(
            new Tick(1e-5, "0.001%"),
            new Tick(1e-4, "0.01%"),
            new Tick(1e-3, "0.1%"),
            new Tick(1e-2, "1%"),
            new Tick(1e-1, "10%"),
            new Tick(1, "100%")));
  }

  /** Where a value lies, 0 at the beginning and 1 at the end. */
  double place(double value) {
    double clamped = Math.max(min, Math.min(max, value));
    return log ? Math.log(clamped / min) / Math.log(max / min) : (clamped - min) / (max - min);
  }
}
