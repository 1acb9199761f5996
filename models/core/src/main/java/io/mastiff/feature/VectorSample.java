package io.mastiff.feature;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A bounded sample of vectors: those with the smallest keys, whatever their order. Keys that are
 * hashes make it a fair one.
 */
final class VectorSample {
  private final int most;
  private final PriorityQueue<Keyed> kept =
      new PriorityQueue<>(Comparator.comparingLong(Keyed::key).reversed());
  private long seen;

  VectorSample(int most) {
    this.most = most;
  }

  private record Keyed(long key, double[] x) {}

  void add(long key, double[] x) {
    seen++;
    kept.add(new Keyed(key, x));
    if (kept.size() > most) {
      kept.remove();
    }
  }

  /** How many were added. */
  long seen() {
    return seen;
  }

  /** The known values of a feature, ascending. */
  double[] known(SessionFeature feature) {
    return kept.stream()
        .mapToDouble(keyed -> keyed.x[feature.ordinal()])
        .filter(value -> value != feature.missing())
        .sorted()
        .toArray();
  }

  int size() {
    return kept.size();
  }
}
