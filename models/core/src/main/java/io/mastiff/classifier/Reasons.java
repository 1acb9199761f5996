package io.mastiff.classifier;

import io.mastiff.event.Reason;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of columns as reasons that a support desk can read.
 *
 * <p>Columns under one number of the feature reference measure the same thing in several ways and
 * share a weight by chance: they give one reason, with the sum of their weights and the words of
 * the weightiest among them.
 */
final class Reasons {
  private static final int MOST = 4;

  private Reasons() {}

  /** Columns under one number: the weightiest, and what all of them weigh. */
  private record Group(SessionFeature leading, double leadingWeight, double weight) {
    Group with(Group other) {
      boolean leads = leadingWeight >= other.leadingWeight;
      return new Group(
          leads ? leading : other.leading,
          leads ? leadingWeight : other.leadingWeight,
          weight + other.weight);
    }
  }

  /**
   * What speaks for a scraper, most weighty first.
   *
   * @param weights of each feature, in units of the margin
   */
  static List<Reason> of(double[] x, double[] weights) {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (SessionFeature feature : FeatureSchema.features()) {
      double weight = weights[feature.ordinal()];
      groups.merge(feature.number(), new Group(feature, weight, weight), Group::with);
    }
    return groups.values().stream()
        .filter(group -> group.weight > 0 && group.leadingWeight > 0)
        .sorted(Comparator.comparingDouble((Group group) -> -group.weight))
        .limit(MOST)
        .map(group -> reason(group, x[group.leading.ordinal()]))
        .toList();
  }

  private static Reason reason(Group group, double value) {
    return Reason.newBuilder()
        .setName(group.leading.column())
        .setValue(value)
        .setWeight(group.weight)
        .setText(group.leading.phrase() + ": " + ReadableValue.of(group.leading, value))
        .build();
  }
}
