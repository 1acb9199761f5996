package io.mastiff.edge.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mastiff.event.IpNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Typed look-ups in a YAML tree that collect every mistake on the way. */
public final class Fields {
  private final JsonNode root;
  private final List<PolicyProblem> problems = new ArrayList<>();

  public Fields(JsonNode root) {
    this.root = root;
    if (!isEmpty() && !root.isObject()) {
      problem("file", Trees.text(root), "a policy is a map of sections");
    }
  }

  public boolean isEmpty() {
    return root.isMissingNode() || root.isNull();
  }

  public List<PolicyProblem> problems() {
    return problems;
  }

  public void problem(String path, String value, String message) {
    String seen = path.endsWith("ashKey") || path.endsWith("eyHash") ? "(not shown)" : value;
    problems.add(new PolicyProblem(path, seen, message));
  }

  public boolean has(String path) {
    return !at(path).isMissingNode();
  }

  /** Reports every name under {@code path} that is not one of {@code names}. */
  public void allowOnly(String path, Set<String> names) {
    JsonNode node = at(path);
    if (node.isMissingNode() || node.isNull()) {
      return;
    }
    if (!node.isObject()) {
      problem(path, Trees.text(node), "a map of " + new TreeSet<>(names));
      return;
    }
    for (Iterator<String> i = node.fieldNames(); i.hasNext(); ) {
      String name = i.next();
      if (!names.contains(name)) {
        problem(
            path.isEmpty() ? name : path + "." + name,
            "",
            "unknown setting; known are " + new TreeSet<>(names));
      }
    }
  }

  public String text(String path, String pattern, String otherwise) {
    JsonNode node = at(path);
    if (node.isMissingNode()) {
      return otherwise;
    }
    if (!isText(node, pattern)) {
      problem(path, Trees.text(node), "text that matches " + pattern);
      return otherwise;
    }
    return node.asText();
  }

  public int integer(String path, int min, int max, int otherwise) {
    JsonNode node = at(path);
    if (node.isMissingNode()) {
      return otherwise;
    }
    if (!isWhole(node, min, max)) {
      problem(path, Trees.text(node), "a whole number from " + min + " to " + max);
      return otherwise;
    }
    return node.asInt();
  }

  public double number(String path, double min, double max, double otherwise) {
    JsonNode node = at(path);
    if (node.isMissingNode()) {
      return otherwise;
    }
    if (!node.isNumber() || !(node.asDouble() >= min && node.asDouble() <= max)) {
      problem(path, Trees.text(node), "a number from " + min + " to " + max);
      return otherwise;
    }
    return node.asDouble();
  }

  /** A text that is one of these. */
  public String oneOf(String path, Set<String> known, String otherwise) {
    JsonNode node = at(path);
    if (node.isMissingNode()) {
      return otherwise;
    }
    if (!known.contains(node.asText())) {
      problem(path, Trees.text(node), "one of " + new TreeSet<>(known));
      return otherwise;
    }
    return node.asText();
  }

  /** A list of texts, each one of these. */
  public List<String> textsOf(String path, Set<String> known) {
    List<String> found = new ArrayList<>();
    for (String text : texts(path, ".{0,100}", 100)) {
      if (known.contains(text)) {
        found.add(text);
      } else {
        problem(path, text, "one of " + new TreeSet<>(known));
      }
    }
    return found;
  }

  /** Whole numbers under names that match a pattern. */
  public java.util.Map<String, Integer> integers(String path, String pattern, int min, int max) {
    java.util.Map<String, Integer> found = new java.util.TreeMap<>();
    JsonNode node = at(path);
    for (Iterator<String> i = node.fieldNames(); i.hasNext(); ) {
      String name = i.next();
      JsonNode value = node.get(name);
      if (!name.matches(pattern)) {
        problem(path + "." + name, "", "a name that matches " + pattern);
      } else if (!isWhole(value, min, max)) {
        problem(path + "." + name, Trees.text(value), "a whole number from " + min + " to " + max);
      } else {
        found.put(name, value.asInt());
      }
    }
    return found;
  }

  public boolean flag(String path, boolean otherwise) {
    JsonNode node = at(path);
    if (node.isMissingNode()) {
      return otherwise;
    }
    if (!node.isBoolean()) {
      problem(path, Trees.text(node), "true or false");
      return otherwise;
    }
    return node.asBoolean();
  }

  public <E extends Enum<E>> E choice(String path, Class<E> type, E otherwise) {
    JsonNode node = at(path);
    return node.isMissingNode() ? otherwise : choice(path, node, type).orElse(otherwise);
  }

  public <E extends Enum<E>> EnumSet<E> choices(String path, Class<E> type) {
    EnumSet<E> chosen = EnumSet.noneOf(type);
    JsonNode node = at(path);
    if (!node.isArray()) {
      problem(path, Trees.text(node), "a list of " + names(type));
    }
    for (JsonNode item : node) {
      choice(path, item, type).ifPresent(chosen::add);
    }
    return chosen;
  }

  private <E extends Enum<E>> Optional<E> choice(String path, JsonNode node, Class<E> type) {
    String wanted = node.asText().toUpperCase(Locale.ROOT).replace('-', '_');
    Optional<E> found =
        Arrays.stream(type.getEnumConstants())
            .filter(e -> isChoice(e) && e.name().equals(wanted))
            .findFirst();
    if (found.isEmpty()) {
      problem(path, Trees.text(node), "one of " + names(type));
    }
    return found;
  }

  /** Whether the value is more than what Protobuf has for values that it does not know. */
  private static boolean isChoice(Enum<?> value) {
    return !value.name().equals("UNRECOGNIZED") && !value.name().endsWith("_UNKNOWN");
  }

  private static boolean isText(JsonNode node, String pattern) {
    return node.isValueNode() && !node.isNull() && node.asText().matches(pattern);
  }

  private static boolean isWhole(JsonNode node, int min, int max) {
    return node.isIntegralNumber()
        && node.canConvertToInt()
        && node.asInt() >= min
        && node.asInt() <= max;
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(Fields::isChoice)
        .map(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(", "));
  }

  public List<IpNetwork> networks(String path) {
    JsonNode node = at(path);
    if (node.isMissingNode()) {
      return List.of();
    }
    if (!node.isArray()) {
      problem(path, Trees.text(node), "a list of networks such as 10.0.0.0/8");
      return List.of();
    }
    List<IpNetwork> networks = new ArrayList<>();
    for (JsonNode item : node) {
      IpNetwork.parse(item.asText())
          .ifPresentOrElse(
              networks::add, () -> problem(path, Trees.text(item), "a network such as 10.0.0.0/8"));
    }
    return networks;
  }

  /** A list of texts that match a pattern. */
  public List<String> texts(String path, String pattern, int most) {
    JsonNode node = at(path);
    if (node.isMissingNode()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    int n = length(path, most);
    for (int i = 0; i < n; i++) {
      JsonNode item = node.get(i);
      if (isText(item, pattern)) {
        texts.add(item.asText());
      } else {
        problem(path + "[" + i + "]", Trees.text(item), "text that matches " + pattern);
      }
    }
    return texts;
  }

  public int length(String path, int most) {
    JsonNode node = at(path);
    if (node.isMissingNode() || node.isNull()) {
      return 0;
    }
    if (!node.isArray() || node.size() > most) {
      problem(path, "", "a list of at most " + most);
      return 0;
    }
    return node.size();
  }

  private JsonNode at(String path) {
    JsonNode node = root;
    if (path.isEmpty()) {
      return node;
    }
    for (String part : path.split("\\.", -1)) {
      int bracket = part.indexOf('[');
      node = node.path(bracket < 0 ? part : part.substring(0, bracket));
      if (bracket >= 0) {
        node = node.path(Integer.parseInt(part.substring(bracket + 1, part.length() - 1)));
      }
      if (node.isMissingNode()) {
        return MissingNode.getInstance();
      }
    }
    return node;
  }
}
