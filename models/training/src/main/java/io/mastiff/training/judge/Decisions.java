package io.mastiff.training.judge;

import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.Score;
import java.util.Arrays;

/**
 * What a model with its frozen thresholds did to each session.
 *
 * <p>A session is acted on from the first prefix whose probability reaches the throttling
 * threshold, the lower of the two.
 */
final class Decisions implements SessionScoring.Column {
  private final Classifier model;
  private double[] margin = new double[0];
  private double[] probability = new double[0];
  private double[] whole = new double[0];
  private int[] actedAt = new int[0];
  private double[] obtained = new double[0];

  Decisions(Classifier model) {
    this.model = model;
  }

  @Override
  public void add(Batch batch) {
    for (int i = 0; i < batch.size(); i++) {
      add(batch.session(i), batch.row(i));
    }
  }

  private void add(int session, EvaluationRow row) {
    grow(session);
    Score score = model.score(row.x());
    margin[session] = Math.max(margin[session], score.margin());
    probability[session] = Math.max(probability[session], score.probability());
    whole[session] = score.probability();
    if (actedAt[session] == 0 && score.probability() >= model.throttleThreshold()) {
      actedAt[session] = row.pages();
      obtained[session] = Products.of(row.x());
    }
  }

  private void grow(int session) {
    int before = margin.length;
    if (session < before) {
      return;
    }
    int more = Math.max(1024, session * 2);
    margin = Arrays.copyOf(margin, more);
    Arrays.fill(margin, before, more, Double.NEGATIVE_INFINITY);
    probability = Arrays.copyOf(probability, more);
    whole = Arrays.copyOf(whole, more);
    actedAt = Arrays.copyOf(actedAt, more);
    obtained = Arrays.copyOf(obtained, more);
  }

  Classifier model() {
    return model;
  }

  /** Highest margin of each session. */
  double[] margins() {
    return margin;
  }

  /** Highest calibrated probability of a session's prefixes. */
  double probability(int session) {
    return probability[session];
  }

  /** Calibrated probability of the whole session. */
  double whole(int session) {
    return whole[session];
  }

  /** Pages at the first prefix that was acted on; 0 for none. */
  int actedAt(int session) {
    return actedAt[session];
  }

  /** Different products up to and with that prefix; 0 for none. */
  double obtained(int session) {
    return obtained[session];
  }
}
