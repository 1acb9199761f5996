package io.mastiff.training.judge;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether thresholds that were set on the people of one split keep their rates on those of another.
 */
final class FrozenRates {
  private FrozenRates() {}

  /**
   * The realised rates: at thresholds set for each rate of {@link Rates} on {@code before}, and at
   * the model's own.
   *
   * @param before highest margins of the people whom the thresholds were set on
   */
  static Map<String, Estimate> of(double[] before, SessionTable table, Decisions decisions) {
    double[] sorted = Arrays.stream(before).sorted().toArray();
    int people = table.humans();
    Map<String, Estimate> rates = new LinkedHashMap<>();
    for (int i = 0; i < Rates.VALUES.length; i++) {
      rates.put(Rates.NAMES.get(i), at(Rates.VALUES[i], sorted, table, decisions, people));
    }
    double block = decisions.model().blockThreshold();
    double throttle = decisions.model().throttleThreshold();
    rates.put("block", Estimate.exactly(share(table, s -> decisions.probability(s) >= block)));
    rates.put(
        "throttle", Estimate.exactly(share(table, s -> decisions.probability(s) >= throttle)));
    return rates;
  }

  private static Estimate at(
      double rate, double[] sorted, SessionTable table, Decisions decisions, int people) {
    if (!Rates.canShow(rate, sorted.length)) {
      return Estimate.none(Rates.tooFew(rate, sorted.length, " to calibrate on"));
    }
    if (!Rates.canShow(rate, people)) {
      return Estimate.none(Rates.tooFew(rate, people, ""));
    }
    double threshold = threshold(sorted, rate);
    return Estimate.exactly(share(table, s -> decisions.margins()[s] > threshold));
  }

  /** The score that at most this share of the sorted ones exceeds. */
  static double threshold(double[] sorted, double rate) {
    int allowed = (int) Math.floor(rate * sorted.length + Rates.SLACK);
    return sorted[Math.max(0, sorted.length - 1 - allowed)];
  }

  private static double share(SessionTable table, java.util.function.IntPredicate called) {
    int people = 0;
    int hit = 0;
    for (int s = 0; s < table.size(); s++) {
      if (!table.isBot(s)) {
        people++;
        hit += called.test(s) ? 1 : 0;
      }
    }
    return hit / (double) people;
  }
}
