package io.mastiff.data.simulate.family;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Typed look-ups in one map of a YAML file; every mistake goes to one list. */
public final class Sheet {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final int LONGEST_LIST = 500;

  private final JsonNode node;
  private final String path;
  private final List<Problem> problems;

  Sheet(JsonNode node, String path, List<Problem> problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
    if (!node.isMissingNode() && !node.isObject()) {
      problem(path.isEmpty() ? "file" : path, node, "a map of names and values");
    }
  }

  /** The tree in a text; {@code name} stands for it in messages. */
  public static JsonNode tree(String name, String yaml) throws FamilyException {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      String why = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new FamilyException(name, List.of(new Problem("line " + line, "", "not YAML: " + why)));
    }
  }

  int problemCount() {
    return problems.size();
  }

  JsonNode node() {
    return node;
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  void problem(String where, JsonNode value, String reason) {
    problems.add(new Problem(where, value.isMissingNode() ? "" : value.toString(), reason));
  }

  void problem(String name, String reason) {
    problem(at(name), node.path(name), reason);
  }

  boolean has(String name) {
    return node.has(name);
  }

  /** Reports every name that is not one of these. */
  Sheet only(String... names) {
    List<String> known = Arrays.asList(names);
    for (Iterator<String> i = node.fieldNames(); i.hasNext(); ) {
      String name = i.next();
      if (!known.contains(name)) {
        problems.add(new Problem(at(name), "", "unknown; known are " + new TreeSet<>(known)));
      }
    }
    return this;
  }

  /** Reports each of these that is not there. */
  Sheet require(String... names) {
    for (String name : names) {
      if (!node.has(name)) {
        problems.add(new Problem(at(name), "", "is missing"));
      }
    }
    return this;
  }

  String text(String name, String pattern, String otherwise) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isValueNode() || value.isNull() || !value.asText().matches(pattern)) {
      problem(name, "text that matches " + pattern);
      return otherwise;
    }
    return value.asText();
  }

  double number(String name, double min, double max, double otherwise) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isNumber() || !(value.asDouble() >= min && value.asDouble() <= max)) {
      problem(name, "a number from " + plain(min) + " to " + plain(max));
      return otherwise;
    }
    return value.asDouble();
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  boolean flag(String name) {
    JsonNode value = node.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      problem(name, "true or false");
    }
    return value.asBoolean(false);
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    List<String> words = new ArrayList<>();
    for (E each : type.getEnumConstants()) {
      String word = each.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (word.equals(value.asText())) {
        return each;
      }
      words.add(word);
    }
    problem(name, "one of " + words);
    return otherwise;
  }

  Sheet child(String name) {
    JsonNode value = node.path(name);
    return new Sheet(value.isNull() ? MissingNode.getInstance() : value, at(name), problems);
  }

  List<Sheet> children(String name) {
    List<Sheet> all = new ArrayList<>();
    JsonNode list = list(name);
    for (int i = 0; i < list.size(); i++) {
      all.add(new Sheet(list.get(i), at(name) + "[" + i + "]", problems));
    }
    return all;
  }

  /** A list of texts that match a pattern. */
  List<String> texts(String name, String pattern) {
    List<String> all = new ArrayList<>();
    JsonNode list = list(name);
    for (int i = 0; i < list.size(); i++) {
      JsonNode item = list.get(i);
      if (item.isValueNode() && !item.isNull() && item.asText().matches(pattern)) {
        all.add(item.asText());
      } else {
        problem(at(name) + "[" + i + "]", item, "text that matches " + pattern);
      }
    }
    return all;
  }

  private JsonNode list(String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return value;
    }
    if (!value.isArray() || value.size() > LONGEST_LIST) {
      problem(name, "a list of at most " + LONGEST_LIST);
      return MissingNode.getInstance();
    }
    return value;
  }

  /** Texts under names, in the file's order. */
  Map<String, String> pairs(String name) {
    Map<String, String> all = new LinkedHashMap<>();
    child(name).node.fields().forEachRemaining(e -> all.put(e.getKey(), e.getValue().asText()));
    return all;
  }

  /** A distribution within bounds: a number, or a map with {@code distribution}. */
  Draw draw(String name, double least, double most, Draw otherwise) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (value.isNumber()) {
      return Draw.fixed(number(name, least, most, otherwise.a()));
    }
    return DrawReader.read(child(name), least, most, otherwise);
  }
}
