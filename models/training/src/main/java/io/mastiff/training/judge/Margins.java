package io.mastiff.training.judge;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/** One score of each session out of those of its prefixes, in the units of whoever scores. */
final class Margins implements SessionScoring.Column {
  private final ToDoubleFunction<double[]> scorer;
  private final DoubleBinaryOperator fold;
  private double[] scores = new double[0];

  private Margins(ToDoubleFunction<double[]> scorer, DoubleBinaryOperator fold) {
    this.scorer = scorer;
    this.fold = fold;
  }

  /** The highest score that a session reaches, by which it is acted on. */
  static Margins highest(ToDoubleFunction<double[]> scorer) {
    return new Margins(scorer, Math::max);
  }

  /** The score of a session's last row: of a measure that is missing before, the real one. */
  static Margins last(ToDoubleFunction<double[]> scorer) {
    return new Margins(scorer, (before, now) -> now);
  }

  @Override
  public void add(Batch batch) {
    for (int i = 0; i < batch.size(); i++) {
      int session = batch.session(i);
      if (session >= scores.length) {
        int before = scores.length;
        scores = Arrays.copyOf(scores, Math.max(1024, session * 2));
        Arrays.fill(scores, before, scores.length, Double.NEGATIVE_INFINITY);
      }
      scores[session] = fold.applyAsDouble(scores[session], scorer.applyAsDouble(batch.row(i).x()));
    }
  }

  /** One value a session; those beyond the last session hold nothing. */
  double[] scores() {
    return scores;
  }
}
