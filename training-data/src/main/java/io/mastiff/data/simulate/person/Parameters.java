package io.mastiff.data.simulate.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Numbers about people, each with its unit and source.
 *
 * <p>Those that were fitted to logs of real visitors stand in {@code people/fitted.yaml}, those
 * that were invented, or taken from what others published, in {@code people/invented.yaml}; {@code
 * people/resemblance.yaml} says how well the outcome passes for real.
 */
public final class Parameters {
  private static final Map<String, Double> FITTED = read("fitted.yaml", "value");
  private static final Map<String, Double> INVENTED = read("invented.yaml", "value");
  private static final Map<String, Double> RESEMBLANCE = read("resemblance.yaml", "auc");

  private Parameters() {}

  /** The number of this name, from either file. */
  static double of(String name) {
    Double fitted = FITTED.get(name);
    return fitted != null ? fitted : Objects.requireNonNull(INVENTED.get(name), name);
  }

  /** What was fitted to logs, by name. */
  public static Map<String, Double> fitted() {
    return FITTED;
  }

  /** What was invented or published elsewhere, by name. */
  public static Map<String, Double> invented() {
    return INVENTED;
  }

  /** How well people made of these numbers pass for those of logs: name of the log to AUC. */
  public static Map<String, Double> resemblance() {
    return RESEMBLANCE;
  }

  private static Map<String, Double> read(String file, String field) {
    String path = "/io/mastiff/data/simulate/people/" + file;
    try (InputStream in = Parameters.class.getResourceAsStream(path)) {
      Map<String, Double> all = new TreeMap<>();
      for (JsonNode each : new YAMLMapper().readTree(Objects.requireNonNull(in, path))) {
        all.put(each.required("name").asText(), each.required(field).asDouble());
      }
      return java.util.Collections.unmodifiableMap(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
