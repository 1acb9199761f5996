package io.mastiff.training.judge;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * All figures of one model on one split of a dataset; counted in sessions unless said otherwise.
 *
 * @param half where a session is called a bot from a probability of one half
 * @param whole the same by the score at a session's end alone
 * @param prAucAt average precision of the pool by share of bots
 * @param realised false-positive rates at thresholds frozen before
 * @param people harm by family of people
 * @param slices by what was known of a session
 * @param contenders baselines, and the trials of a full evaluation
 * @param tells the feature that alone tells most of each family, in a full evaluation
 */
record Evaluation(
    Subject subject,
    int humans,
    int bots,
    Called half,
    Called whole,
    FamilyFigures pooled,
    SortedMap<String, FamilyFigures> families,
    Map<String, Double> prAucAt,
    Map<String, Estimate> realised,
    Harm harm,
    SortedMap<String, Harm> people,
    Calibration calibration,
    Map<Sees, Slice> slices,
    List<Judged> contenders,
    @Nullable LeftOut leftOut,
    SortedMap<String, SingleFeature> tells,
    Shapes shapes,
    List<String> notes) {

  /**
   * What was judged.
   *
   * @param kind {@code simulated} or {@code real log}
   * @param model hash of the model's file
   */
  record Subject(
      String data,
      String kind,
      String schema,
      String model,
      double blockThreshold,
      double throttleThreshold,
      String split,
      long seed,
      int resamples) {}

  List<Judged> contenders(Contender.Role role) {
    return contenders.stream().filter(j -> j.contender().role() == role).toList();
  }
}
