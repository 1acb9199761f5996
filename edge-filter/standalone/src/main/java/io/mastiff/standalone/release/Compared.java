package io.mastiff.standalone.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code model compare} found of two models on the same sessions.
 *
 * @param verdict better, no worse or worse
 * @param worse names of the figures that are worse beyond their interval
 */
record Compared(
    String champion,
    String challenger,
    String dataHash,
    String split,
    String verdict,
    List<String> worse) {
  static final String FILE = "comparison.json";
  private static final String WORSE = "worse";
  private static final String COMMAND = "mastiff model compare";

  static Compared read(Path file) {
    Figures figures = Figures.read(file, COMMAND);
    return new Compared(
        figures.text("/champion"),
        figures.text("/challenger"),
        figures.text("/dataHash"),
        figures.text("/split"),
        figures.text("/verdict"),
        worse(figures.at("/figures")));
  }

  private static List<String> worse(JsonNode figures) {
    List<String> worse = new ArrayList<>();
    for (Map.Entry<String, JsonNode> figure : figures.properties()) {
      JsonNode of = figure.getValue();
      if (of.path("verdict").asText().equals(WORSE)) {
        worse.add(
            "%s %.4g, was %.4g"
                .formatted(
                    Figures.shown(figure.getKey()),
                    of.path("challenger").asDouble(),
                    of.path("champion").asDouble()));
      }
    }
    return worse;
  }

  boolean isWorse() {
    return !verdict.equals("better") && !verdict.equals("no worse");
  }
}
