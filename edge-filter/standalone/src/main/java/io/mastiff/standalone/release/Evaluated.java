package io.mastiff.standalone.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code model evaluate} found of one model on one split of a dataset.
 *
 * @param hit people's sessions that its frozen thresholds act on, of 100,000
 * @param hitHigh upper end of the 95% interval
 * @param single the feature that alone tells most; empty where nothing could be trained
 */
record Evaluated(
    String model,
    String schema,
    String data,
    String kind,
    String dataHash,
    String split,
    long humans,
    long bots,
    double hit,
    double hitHigh,
    Optional<Single> single) {
  static final String FILE = "evaluation.json";
  private static final String COMMAND = "mastiff model evaluate";

  /** One feature as a score by itself. */
  record Single(String what, double auc) {}

  static Evaluated read(Path file) {
    Figures figures = Figures.read(file, COMMAND);
    return new Evaluated(
        figures.text("/model"),
        figures.text("/schema"),
        figures.text("/data"),
        figures.text("/kind"),
        figures.text("/dataHash"),
        figures.text("/split"),
        (long) figures.number("/humans"),
        (long) figures.number("/bots"),
        figures.number("/pooled/hitPer100k"),
        figures.number("/pooled/hitPer100kHigh"),
        single(figures.at("/baselines")));
  }

  private static Optional<Single> single(JsonNode baselines) {
    for (JsonNode baseline : baselines) {
      if (baseline.path("name").asText().equals("single feature")) {
        String what = baseline.path("what").asText();
        return Optional.of(
            new Single(
                Figures.shown(what.substring(what.lastIndexOf(' ') + 1)),
                eitherWay(baseline.path("auc").asDouble(1))));
      }
    }
    return Optional.empty();
  }

  /** A feature that tells by falling tells as much as one that tells by rising. */
  private static double eitherWay(double auc) {
    return Math.max(auc, 1 - auc);
  }
}
