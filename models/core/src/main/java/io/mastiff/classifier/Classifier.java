package io.mastiff.classifier;

import io.mastiff.event.Reason;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.FeatureSchema;
import java.util.List;

/**
 * A model in use: ensemble, calibration, thresholds and card, under the hash of its file.
 *
 * @param scale the log-odds are {@code scale * margin}
 * @param slope and {@code offset}: Platt's calibration of the log-odds
 * @param blockThreshold probability from which an entry blocks
 * @param throttleThreshold probability from which an entry throttles
 * @param baseline what sessions are measured against
 */
public record Classifier(
    String hash,
    TreeEnsemble ensemble,
    double scale,
    double slope,
    double offset,
    double blockThreshold,
    double throttleThreshold,
    String cardJson,
    Baseline baseline) {
  /** The same model, measuring against another shop's buyers. */
  public Classifier withBaseline(Baseline other) {
    return new Classifier(
        hash, ensemble, scale, slope, offset, blockThreshold, throttleThreshold, cardJson, other);
  }

  /** Scores a vector of {@link FeatureSchema}. */
  public Score score(double[] x) {
    double margin = ensemble.margin(x);
    return new Score(sigmoid(slope * (scale * margin) + offset), margin);
  }

  /** The uncalibrated probability, as the training library gives it. */
  public double rawProbability(double[] x) {
    return sigmoid(scale * ensemble.margin(x));
  }

  /**
   * What speaks most for a scraper, most weighty first; at most four. Takes some 100 µs: ask only
   * when a verdict changes.
   */
  public List<Reason> reasons(double[] x) {
    double[] weights = new double[x.length];
    new TreeShap(ensemble).explain(x, weights);
    return Reasons.of(x, weights);
  }

  /**
   * The same in some µs: what each feature added on the vector's way through the trees (Saabas,
   * 2014), which ranks reasons nearly as {@link #reasons} does but not exactly.
   */
  public List<Reason> quickReasons(double[] x) {
    double[] weights = new double[x.length];
    ensemble.addSteps(x, weights);
    return Reasons.of(x, weights);
  }

  private static double sigmoid(double logOdds) {
    return 1.0 / (1.0 + Math.exp(-logOdds));
  }
}
