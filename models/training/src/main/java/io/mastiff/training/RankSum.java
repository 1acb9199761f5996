package io.mastiff.training;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The area under the ROC curve by ranks (Mann and Whitney 1947); ties count half. */
final class RankSum {
  private RankSum() {}

  /** Chance that a positive's value is above a negative's; 0.5 where one class is missing. */
  static double auc(double[] values, boolean[] positive) {
    int n = values.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double ranks = 0;
    long positives = 0;
    for (int from = 0; from < n; ) {
      int to = from;
      int inTie = 0;
      while (to < n && values[order[to]] == values[order[from]]) {
        inTie += positive[order[to]] ? 1 : 0;
        to++;
      }
      ranks += inTie * (from + 1 + to) / 2.0;
      positives += inTie;
      from = to;
    }
    long negatives = n - positives;
    return positives == 0 || negatives == 0
        ? 0.5
        : (ranks - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }
}
