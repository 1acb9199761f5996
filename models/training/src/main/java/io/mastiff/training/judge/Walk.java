package io.mastiff.training.judge;

import java.util.Arrays;

/**
 * Ranking figures of all families in one walk down the scores, for any weights of clients.
 *
 * <p>Sessions with equal scores are judged together: a bot level with a person counts half for the
 * AUC, and is caught at a rate only when the whole level fits into it. Figures are NaN where a
 * family or people have no weight. The last index of each array is all bots pooled.
 */
final class Walk {
  private final SessionTable table;
  private final Ranking ranking;
  private final int pooled;
  private final double[] total;
  private final double[] above;
  private final double[] level;
  private final int[] touched;
  private double people;
  final double[] auc;
  final double[] averagePrecision;

  /** By rate of {@link Rates}, then by family. */
  final double[][] recall;

  Walk(SessionTable table, Ranking ranking) {
    this.table = table;
    this.ranking = ranking;
    pooled = table.botFamilies().size();
    total = new double[pooled + 1];
    above = new double[pooled + 1];
    level = new double[pooled + 1];
    touched = new int[pooled + 1];
    auc = new double[pooled + 1];
    averagePrecision = new double[pooled + 1];
    recall = new double[Rates.VALUES.length][pooled + 1];
  }

  /** Computes the figures anew. */
  void run(int[] weights) {
    begin(weights);
    double peopleAbove = 0;
    double peopleLevel = 0;
    int touches = 0;
    int rate = 0;
    for (int place = 0; place < ranking.size(); place++) {
      int session = ranking.session(place);
      int weight = weights[table.client(session)];
      if (!table.isBot(session)) {
        peopleLevel += weight;
      } else if (weight > 0) {
        int family = table.family(session);
        if (level[family] == 0) {
          touched[touches++] = family;
        }
        level[family] += weight;
        level[pooled] += weight;
      }
      if (ranking.endsTie(place)) {
        rate = freeze(rate, peopleAbove + peopleLevel);
        if (touches > 0) {
          touched[touches++] = pooled;
          descend(touches, peopleAbove, peopleLevel);
          touches = 0;
        }
        peopleAbove += peopleLevel;
        peopleLevel = 0;
      }
    }
    freeze(rate, Double.POSITIVE_INFINITY);
    divide();
  }

  /** Weight of a family in the last run. */
  double total(int family) {
    return total[family];
  }

  private void begin(int[] weights) {
    for (double[] figures : new double[][] {total, above, level, auc, averagePrecision}) {
      Arrays.fill(figures, 0);
    }
    people = 0;
    for (int session = 0; session < ranking.size(); session++) {
      int weight = weights[table.client(session)];
      if (table.isBot(session)) {
        total[table.family(session)] += weight;
        total[pooled] += weight;
      } else {
        people += weight;
      }
    }
  }

  /** Rates come from the highest to the lowest, but the lowest is exceeded first. */
  private int freeze(int frozen, double hit) {
    int rate = frozen;
    while (rate < Rates.VALUES.length
        && hit > Rates.VALUES[Rates.VALUES.length - 1 - rate] * people + Rates.SLACK) {
      System.arraycopy(above, 0, recall[Rates.VALUES.length - 1 - rate], 0, above.length);
      rate++;
    }
    return rate;
  }

  private void descend(int touches, double peopleAbove, double peopleLevel) {
    for (int i = 0; i < touches; i++) {
      int family = touched[i];
      double bots = level[family];
      auc[family] += bots * (people - peopleAbove - peopleLevel / 2);
      above[family] += bots;
      averagePrecision[family] +=
          bots * above[family] / (above[family] + peopleAbove + peopleLevel);
      level[family] = 0;
    }
  }

  private void divide() {
    for (int family = 0; family <= pooled; family++) {
      auc[family] /= total[family] * people;
      averagePrecision[family] = people > 0 ? averagePrecision[family] / total[family] : Double.NaN;
      for (double[] rate : recall) {
        rate[family] = people > 0 ? rate[family] / total[family] : Double.NaN;
      }
    }
  }
}
