package io.mastiff.standalone.audit;

import io.mastiff.classifier.Classifier;
import java.util.Arrays;

/**
 * A model's probabilities, and the last {@value #KEPT} vectors that it was asked for: the first
 * pages of many sessions of a log measure the same. Used by one thread.
 */
final class ScoreMemo {
  private static final int KEPT = 4_096;

  private final Classifier model;
  private final double[][] vectors = new double[KEPT][0];
  private final double[] probabilities = new double[KEPT];

  ScoreMemo(Classifier model) {
    this.model = model;
  }

  Classifier model() {
    return model;
  }

  /** The probability of a vector, which must not be changed afterwards. */
  double probability(double[] x) {
    int hash = Arrays.hashCode(x);
    int place = (hash ^ hash >>> 12 ^ hash >>> 24) & (KEPT - 1);
    if (!Arrays.equals(vectors[place], x)) {
      vectors[place] = x;
      probabilities[place] = model.score(x).probability();
    }
    return probabilities[place];
  }
}
