package io.mastiff.training.judge;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the report draws.
 *
 * @param pooled curve of all bots, thinned
 * @param weakest curves of the families with the lowest AUC, by name
 * @param scores share of people and of bots in each twentieth of probability
 */
record Shapes(Curve pooled, Map<String, Curve> weakest, double[][] scores) {
  static final int SCORE_BINS = 20;
  private static final int POINTS = 240;
  private static final int MOST_FAMILIES = 3;

  static Shapes of(
      SessionTable table,
      Ranking ranking,
      Decisions decisions,
      Map<String, FamilyFigures> families) {
    List<String> order =
        families.entrySet().stream()
            .sorted(Comparator.comparingDouble(e -> auc(e.getValue())))
            .limit(families.size() > 1 ? MOST_FAMILIES : 0)
            .map(Map.Entry::getKey)
            .toList();
    Map<String, Curve> weakest = new LinkedHashMap<>();
    for (String family : order) {
      int number = table.botFamilies().indexOf(family);
      weakest.put(family, Curve.of(table, ranking, number).thinned(POINTS));
    }
    Curve pooled = Curve.of(table, ranking, table.botFamilies().size());
    return new Shapes(pooled.thinned(POINTS), weakest, scores(table, decisions));
  }

  private static double auc(FamilyFigures figures) {
    Double value = figures.standing().auc().value();
    return value == null ? 1 : value;
  }

  private static double[][] scores(SessionTable table, Decisions decisions) {
    double[][] shares = new double[2][SCORE_BINS];
    int[] total = new int[2];
    for (int s = 0; s < table.size(); s++) {
      int label = table.isBot(s) ? 1 : 0;
      int bin = Math.min(SCORE_BINS - 1, (int) (decisions.probability(s) * SCORE_BINS));
      shares[label][bin]++;
      total[label]++;
    }
    for (int label : new int[] {0, 1}) {
      int all = total[label];
      IntStream.range(0, SCORE_BINS).forEach(bin -> shares[label][bin] /= all);
    }
    return shares;
  }
}
