package io.mastiff.training.judge;

import java.util.List;

/** The false-positive rates at which figures are given, as shares of people's sessions. */
final class Rates {
  static final List<String> NAMES = List.of("0.01", "0.001", "0.0001");
  static final double[] VALUES = NAMES.stream().mapToDouble(Double::parseDouble).toArray();

  /** Guards products such as 0.0001 * 30,000 against the last bit. */
  static final double SLACK = 1e-9;

  private static final double FEWEST_EXPECTED = 3;

  private Rates() {}

  /** Whether so many people can show this rate at all: three expected hits at least. */
  static boolean canShow(double rate, long people) {
    return people * rate + SLACK >= FEWEST_EXPECTED;
  }

  /** Why a rate has no figure. */
  static String tooFew(double rate, long people, String whose) {
    return String.format(
        java.util.Locale.ROOT,
        "needs %,d people%s, not %,d",
        Math.round(FEWEST_EXPECTED / rate),
        whose,
        people);
  }
}
