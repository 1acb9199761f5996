package io.mastiff.training.judge;

import io.mastiff.feature.FeatureSchema;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One feature as a score by itself, in the direction that tells more.
 *
 * @param auc on the rows it was chosen from, 0.5 to 1
 */
record SingleFeature(int index, boolean rising, double auc) {

  /** The feature of some columns that alone tells most of these rows. */
  static SingleFeature best(List<EvaluationRow> rows, Set<String> columns) {
    return IntStream.range(0, FeatureSchema.size())
        .filter(i -> columns.contains(FeatureSchema.columns().get(i)))
        .mapToObj(i -> of(rows, i))
        .max(Comparator.comparingDouble(SingleFeature::auc))
        .orElseThrow();
  }

  /** The feature that alone tells most of each family of bots, among rows of it and of people. */
  static SortedMap<String, SingleFeature> byFamily(List<EvaluationRow> rows) {
    SortedMap<String, SingleFeature> found = new TreeMap<>();
    Set<String> all = Set.copyOf(FeatureSchema.columns());
    rows.stream()
        .filter(EvaluationRow::bot)
        .map(EvaluationRow::family)
        .distinct()
        .forEach(
            family ->
                found.put(
                    family,
                    best(
                        rows.stream()
                            .filter(row -> !row.bot() || row.family().equals(family))
                            .toList(),
                        all)));
    return found;
  }

  /** By the sum of ranks, equal values sharing theirs (Mann and Whitney). */
  static SingleFeature of(List<EvaluationRow> rows, int index) {
    EvaluationRow[] sorted = rows.toArray(EvaluationRow[]::new);
    Arrays.sort(sorted, Comparator.comparingDouble(row -> row.x()[index]));
    double ranks = 0;
    double bots = 0;
    for (int from = 0; from < sorted.length; ) {
      int to = from;
      int own = 0;
      while (to < sorted.length && sorted[to].x()[index] == sorted[from].x()[index]) {
        own += sorted[to++].bot() ? 1 : 0;
      }
      ranks += own * (from + to + 1) / 2.0;
      bots += own;
      from = to;
    }
    double auc = (ranks - bots * (bots + 1) / 2) / (bots * (sorted.length - bots));
    return new SingleFeature(index, auc >= 0.5, Math.max(auc, 1 - auc));
  }

  String column() {
    return FeatureSchema.columns().get(index);
  }

  double score(double[] x) {
    return rising ? x[index] : -x[index];
  }
}
