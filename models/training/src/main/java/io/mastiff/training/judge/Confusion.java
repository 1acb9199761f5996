package io.mastiff.training.judge;

import java.util.function.IntPredicate;

/** Right and wrong at one threshold, in weighted sessions; ratios over nothing are NaN. */
record Confusion(
    double truePositives, double falsePositives, double falseNegatives, double trueNegatives) {

  /** Counts who is called a bot. */
  static Confusion of(SessionTable table, IntPredicate called, int[] weights) {
    double[] counts = new double[4];
    for (int session = 0; session < table.size(); session++) {
      int index = (table.isBot(session) ? 0 : 1) + (called.test(session) ? 0 : 2);
      counts[index] += weights[table.client(session)];
    }
    return new Confusion(counts[0], counts[1], counts[2], counts[3]);
  }

  double accuracy() {
    return (truePositives + trueNegatives)
        / (truePositives + falsePositives + falseNegatives + trueNegatives);
  }

  double precision() {
    return truePositives / (truePositives + falsePositives);
  }

  double recall() {
    return truePositives / (truePositives + falseNegatives);
  }

  double f1() {
    return 2 * truePositives / (2 * truePositives + falsePositives + falseNegatives);
  }

  double falsePositiveRate() {
    return falsePositives / (falsePositives + trueNegatives);
  }
}
