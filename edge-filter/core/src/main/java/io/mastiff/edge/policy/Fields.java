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
final class Fields {
  private static final int LONGEST_SHOWN = 60;

  private final JsonNode root;
  private final List<PolicyProblem> problems = new ArrayList<>();

  Fields(JsonNode root) {
    this.root = root;
    if (!isEmpty() && !root.isObject()) {
      problem("file", root.toString(), "a policy is a map of sections");
    }
  }

  boolean isEmpty() {
    return root.isMissingNode() || root.isNull();
  }

  List<PolicyProblem> problems() {
    return problems;
  }

  void problem(String path, String value, String message) {
    String shown =
        value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN) + "…";
    problems.add(new PolicyProblem(path, shown, message));
  }

  boolean has(String path) {
    return !at(path).isMissingNode();
  }

  /** Reports every name under {@code path} that is not one of {@code names}. */
  void allowOnly(String path, Set<String> names) {
    JsonNode node = at(path);
    if (node.isMissingNode() || node.isNull()) {
      return;
    }
    if (!node.isObject()) {
      problem(path, node.toString(), "a map of " + new TreeSet<>(names));
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

  String text(String path, String pattern, String otherwise) {
    JsonNode node = at(path);
    if (node.isMissingNode()) {
      return otherwise;
    }
    if (!node.isValueNode() || !node.asText().matches(pattern)) {
      problem(path, node.toString(), "text that matches " + pattern);
      return otherwise;
    }
    return node.asText();
  }

  int integer(String path, int min, int max, int otherwise) {
    JsonNode node = at(path);
    if (node.isMissingNode()) {
      return otherwise;
    }
    if (!node.isIntegralNumber() || node.asLong() < min || node.asLong() > max) {
      problem(path, node.toString(), "a whole number from " + min + " to " + max);
      return otherwise;
    }
    return node.asInt();
  }

  boolean flag(String path, boolean otherwise) {
    JsonNode node = at(path);
    if (node.isMissingNode()) {
      return otherwise;
    }
    if (!node.isBoolean()) {
      problem(path, node.toString(), "true or false");
      return otherwise;
    }
    return node.asBoolean();
  }

  <E extends Enum<E>> E choice(String path, Class<E> type, E otherwise) {
    JsonNode node = at(path);
    return node.isMissingNode() ? otherwise : choice(path, node, type).orElse(otherwise);
  }

  <E extends Enum<E>> EnumSet<E> choices(String path, Class<E> type) {
    EnumSet<E> chosen = EnumSet.noneOf(type);
    JsonNode node = at(path);
    if (!node.isArray()) {
      problem(path, node.toString(), "a list of " + names(type));
    }
    for (JsonNode item : node) {
      choice(path, item, type).ifPresent(chosen::add);
    }
    return chosen;
  }

  private <E extends Enum<E>> Optional<E> choice(String path, JsonNode node, Class<E> type) {
    String wanted = node.asText().toUpperCase(Locale.ROOT).replace('-', '_');
    Optional<E> found =
        Arrays.stream(type.getEnumConstants()).filter(e -> e.name().equals(wanted)).findFirst();
    if (found.isEmpty()) {
      problem(path, node.toString(), "one of " + names(type));
    }
    return found;
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .filter(name -> !name.equals("unrecognized"))
        .collect(Collectors.joining(", "));
  }

  List<IpNetwork> networks(String path) {
    JsonNode node = at(path);
    if (node.isMissingNode()) {
      return List.of();
    }
    if (!node.isArray()) {
      problem(path, node.toString(), "a list of networks such as 10.0.0.0/8");
      return List.of();
    }
    List<IpNetwork> networks = new ArrayList<>();
    for (JsonNode item : node) {
      IpNetwork.parse(item.asText())
          .ifPresentOrElse(
              networks::add, () -> problem(path, item.toString(), "a network such as 10.0.0.0/8"));
    }
    return networks;
  }

  int length(String path, int most) {
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
