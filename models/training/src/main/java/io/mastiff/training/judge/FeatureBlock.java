package io.mastiff.training.judge;

import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Some columns that are judged together, by their number in the reference or their origin. */
record FeatureBlock(String name, Set<String> columns) {

  /** The features whose numbers lie in this range. */
  static FeatureBlock numbered(String name, int first, int last) {
    return new FeatureBlock(
        name,
        FeatureSchema.features().stream()
            .filter(f -> number(f) >= first && number(f) <= last)
            .map(SessionFeature::column)
            .collect(Collectors.toSet()));
  }

  /** The features that are measured from this origin. */
  static FeatureBlock from(String origin) {
    return new FeatureBlock(origin, Set.copyOf(FeatureSchema.columnsFrom(origin)));
  }

  /** Blocks to take away in turn; those that are empty, or hold what another holds, are not. */
  static List<FeatureBlock> ablations() {
    List<FeatureBlock> all =
        new ArrayList<>(
            List.of(
                numbered("request", 1, 20),
                numbered("pauses", 22, 28),
                numbered("navigation", 35, 37),
                numbered("catalogue", 38, 43),
                numbered("cohort", 45, 48)));
    FeatureSchema.ORIGINS.forEach(origin -> all.add(from(origin)));
    Set<Set<String>> met = new HashSet<>();
    met.add(Set.of());
    return all.stream().filter(block -> met.add(block.columns())).toList();
  }

  private static int number(SessionFeature feature) {
    String digits = feature.number().replaceAll("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  boolean isEmpty() {
    return columns.isEmpty();
  }

  FeatureBlock complement() {
    return new FeatureBlock(
        "without " + name,
        FeatureSchema.columns().stream()
            .filter(column -> !columns.contains(column))
            .collect(Collectors.toSet()));
  }

  /** A copy of the vector in which everything outside this block is missing. */
  double[] keep(double[] x) {
    double[] kept = x.clone();
    for (int i = 0; i < kept.length; i++) {
      SessionFeature feature = FeatureSchema.features().get(i);
      if (!columns.contains(feature.column())) {
        kept[i] = feature.missing();
      }
    }
    return kept;
  }
}
