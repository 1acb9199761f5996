package io.mastiff.standalone.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The paths of a log by their segments, where segments that are many become one variable.
 *
 * <p>Bounded: {@value #MOST_SEGMENTS} segments beside each other, {@value #DEEPEST} below each
 * other, {@value #MOST_NODES} in all; rarer ones are taken together.
 */
final class PathTree {
  static final String VARIABLE = "{}";

  private static final String REST = "*";

  private static final int MOST_SEGMENTS = 200;
  private static final int DEEPEST = 6;
  private static final int MOST_NODES = 20_000;
  private static final int FEW = 12;
  private static final double RARE = 0.01;
  private static final int LONG_SEGMENT = 24;

  private final Node root = new Node();
  private int nodes = 1;

  /** What ends at a template. */
  record Leaf(String template, String example, long requests, Times times) {}

  private static final class Node {
    private final TreeMap<String, Node> below = new TreeMap<>();
    private long through;
    private long ending;
    private String example = "";
    private @Nullable Times times;
  }

  /** Adds a request for a canonical path. */
  void add(String path, long tookMicros) {
    Node node = root;
    node.through++;
    String[] segments = path.substring(1).split("/", DEEPEST + 1);
    for (int i = 0; i < segments.length && !path.equals("/"); i++) {
      node = child(node, i == DEEPEST ? REST : segments[i]);
      node.through++;
    }
    node.ending++;
    node.example = node.example.isEmpty() ? path : node.example;
    Times times = node.times == null ? new Times() : node.times;
    times.add(tookMicros);
    node.times = times;
  }

  private Node child(Node node, String segment) {
    Node known = node.below.get(segment);
    if (known != null) {
      return known;
    }
    if (node.below.size() >= MOST_SEGMENTS) {
      takeTogether(node);
    }
    boolean full = nodes >= MOST_NODES || node.below.size() >= MOST_SEGMENTS;
    return node.below.computeIfAbsent(
        full ? VARIABLE : segment,
        name -> {
          nodes++;
          return new Node();
        });
  }

  /** Makes one variable of all segments under 1% and of those that look like ids. */
  private void takeTogether(Node node) {
    boolean many = node.below.size() > FEW;
    long ids = node.below.keySet().stream().filter(PathTree::isId).count();
    boolean variable = node.below.containsKey(VARIABLE) || ids > 1;
    List<String> gone = new ArrayList<>();
    for (Map.Entry<String, Node> entry : node.below.entrySet()) {
      boolean rare = many && entry.getValue().through < node.through * RARE;
      boolean id = variable && isId(entry.getKey());
      if ((rare || id) && !entry.getKey().equals(VARIABLE)) {
        gone.add(entry.getKey());
      }
    }
    if (gone.isEmpty()) {
      return;
    }
    Node together = node.below.computeIfAbsent(VARIABLE, name -> new Node());
    for (String name : gone) {
      Node taken = node.below.remove(name);
      if (taken != null) {
        merge(together, taken);
      }
    }
  }

  private static boolean isId(String segment) {
    boolean digit = segment.chars().anyMatch(c -> c >= '0' && c <= '9');
    boolean slug = segment.chars().filter(c -> c == '-' || c == '_').count() > 1;
    return digit || slug || segment.length() > LONG_SEGMENT || segment.indexOf('%') >= 0;
  }

  private void merge(Node into, Node from) {
    into.through += from.through;
    into.ending += from.ending;
    into.example = into.example.isEmpty() ? from.example : into.example;
    if (from.times != null) {
      Times times = into.times == null ? new Times() : into.times;
      times.addAll(from.times);
      into.times = times;
    }
    nodes--;
    from.below.forEach(
        (name, child) -> {
          Node known = into.below.get(name);
          if (known == null) {
            into.below.put(name, child);
          } else {
            merge(known, child);
          }
        });
  }

  /** All templates, with {@link #VARIABLE} for variable segments. */
  List<Leaf> leaves() {
    List<Leaf> leaves = new ArrayList<>();
    collect(root, "", leaves);
    return leaves;
  }

  private void collect(Node node, String template, List<Leaf> leaves) {
    takeTogether(node);
    if (node.ending > 0 && node.times != null) {
      String whole = template.isEmpty() ? "/" : template;
      leaves.add(new Leaf(whole, node.example, node.ending, node.times));
    }
    node.below.forEach((name, child) -> collect(child, template + "/" + name, leaves));
  }
}
