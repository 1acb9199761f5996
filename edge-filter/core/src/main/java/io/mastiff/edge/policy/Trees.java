package io.mastiff.edge.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads and writes trees of YAML and JSON.
 *
 * <p>Jackson by default keeps its buffers on the thread; these mappers keep none, so that a
 * container's thread holds no application's class loader.
 */
public final class Trees {
  private static final ObjectMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build());
  private static final ObjectMapper JSON =
      new JsonMapper(
          JsonFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build());

  private Trees() {}

  /** The tree in a text of YAML, or of JSON; a missing node for an empty one. */
  public static JsonNode yaml(String text) throws JsonProcessingException {
    return YAML.readTree(text);
  }

  /** The tree in a text of JSON. */
  public static JsonNode json(String text) throws JsonProcessingException {
    return JSON.readTree(text);
  }

  /** What is wrong with a text that is no tree, on one line. */
  public static String problem(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("");
  }

  /** The tree as JSON on one line, as {@link JsonNode#toString} gives it. */
  static String text(JsonNode tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }
}
