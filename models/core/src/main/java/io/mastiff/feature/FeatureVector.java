package io.mastiff.feature;

import java.util.function.DoubleSupplier;

/** A vector of {@link FeatureSchema} under way: every value within its range, or missing. */
final class FeatureVector {
  private final double[] x = new double[FeatureSchema.size()];

  /** Sets a value that is always known. */
  void set(SessionFeature feature, double value) {
    x[feature.ordinal()] = feature.clamp(value);
  }

  /** Sets a value, or its missing one where it is not known; then it is not computed. */
  void set(SessionFeature feature, boolean known, DoubleSupplier value) {
    x[feature.ordinal()] = known ? feature.clamp(value.getAsDouble()) : feature.missing();
  }

  double[] values() {
    return x;
  }
}
