package io.mastiff.training.judge;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far probabilities can be believed.
 *
 * @param ece expected calibration error over {@value #BINS} bins of equal width, 0 to 1
 * @param bins those that hold sessions, by rising probability
 * @param top the hundredth of sessions with the highest probabilities
 */
record Calibration(double ece, List<Bin> bins, Bin top) {
  private static final int BINS = 15;

  /**
   * Some sessions.
   *
   * @param predicted mean probability
   * @param observed share of bots
   */
  record Bin(int sessions, double predicted, double observed) {}

  static Calibration of(SessionTable table, Decisions decisions) {
    int[] sessions = new int[BINS];
    double[] predicted = new double[BINS];
    double[] observed = new double[BINS];
    for (int s = 0; s < table.size(); s++) {
      int bin = Math.min(BINS - 1, (int) (decisions.probability(s) * BINS));
      sessions[bin]++;
      predicted[bin] += decisions.probability(s);
      observed[bin] += table.isBot(s) ? 1 : 0;
    }
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(predicted[bin] - observed[bin]) / table.size();
    }
    List<Bin> bins =
        IntStream.range(0, BINS)
            .filter(b -> sessions[b] > 0)
            .mapToObj(
                b -> new Bin(sessions[b], predicted[b] / sessions[b], observed[b] / sessions[b]))
            .toList();
    return new Calibration(error, bins, top(table, decisions));
  }

  private static Bin top(SessionTable table, Decisions decisions) {
    Integer[] order = new Integer[table.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(s -> -decisions.margins()[s]));
    int size = (int) Math.ceil(order.length / 100.0);
    double predicted = 0;
    double observed = 0;
    for (int i = 0; i < size; i++) {
      predicted += decisions.probability(order[i]);
      observed += table.isBot(order[i]) ? 1 : 0;
    }
    return new Bin(size, predicted / size, observed / size);
  }
}
