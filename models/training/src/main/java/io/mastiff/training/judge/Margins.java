package io.mastiff.training.judge;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** The highest score of each session's prefixes, in the units of whoever scores; only ranks. */
final class Margins implements SessionScoring.Column {
  private final ToDoubleFunction<double[]> scorer;
  private double[] highest = new double[0];

  Margins(ToDoubleFunction<double[]> scorer) {
    this.scorer = scorer;
  }

  @Override
  public void add(Batch batch) {
    for (int i = 0; i < batch.size(); i++) {
      int session = batch.session(i);
      if (session >= highest.length) {
        int before = highest.length;
        highest = Arrays.copyOf(highest, Math.max(1024, session * 2));
        Arrays.fill(highest, before, highest.length, Double.NEGATIVE_INFINITY);
      }
      highest[session] = Math.max(highest[session], scorer.applyAsDouble(batch.row(i).x()));
    }
  }

  /** One value a session; those beyond the last session hold nothing. */
  double[] highest() {
    return highest;
  }
}
