package io.mastiff.classifier;

import io.mastiff.event.Reason;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A model in use: ensemble, calibration, thresholds and card, under the hash of its file.
 *
 * @param scale the log-odds are {@code scale * margin}
 * @param slope and {@code offset}: Platt's calibration of the log-odds
 * @param blockThreshold probability from which an entry blocks
 * @param throttleThreshold probability from which an entry throttles
 */
public record Classifier(
    String hash,
    TreeEnsemble ensemble,
    double scale,
    double slope,
    double offset,
    double blockThreshold,
    double throttleThreshold,
    String cardJson) {
  private static final int MOST_REASONS = 4;

  /** Scores a vector of {@link FeatureSchema}. */
  public Score score(double[] x) {
    double margin = ensemble.margin(x);
    return new Score(sigmoid(slope * (scale * margin) + offset), margin);
  }

  /** The uncalibrated probability, as the training library gives it. */
  public double rawProbability(double[] x) {
    return sigmoid(scale * ensemble.margin(x));
  }

  /** The features that speak most for a scraper, most weighty first; at most four. */
  public List<Reason> reasons(double[] x) {
    double[] weights = ensemble.contributions(x);
    List<Reason> reasons = new ArrayList<>(MOST_REASONS);
    IntStream.range(0, weights.length)
        .filter(i -> weights[i] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -weights[i]))
        .limit(MOST_REASONS)
        .forEach(i -> reasons.add(reason(FeatureSchema.features().get(i), x[i], weights[i])));
    return reasons;
  }

  private static Reason reason(SessionFeature feature, double value, double weight) {
    String shown =
        value == feature.missing() ? "not known" : String.format(Locale.ROOT, "%.3g", value);
    return Reason.newBuilder()
        .setName(feature.column())
        .setValue(value)
        .setWeight(weight)
        .setText(feature.phrase() + ": " + shown)
        .build();
  }

  private static double sigmoid(double logOdds) {
    return 1.0 / (1.0 + Math.exp(-logOdds));
  }
}
