package io.mastiff.standalone.command;

import io.mastiff.standalone.release.Gate;
import java.util.ArrayList;
import java.util.List;

/** Gates as lines of at most 80 columns; a word that is longer has a line of its own. */
final class GateLines {
  private static final int WIDTH = 80;
  private static final int INDENT = 17;

  private GateLines() {}

  static List<String> of(List<Gate> gates) {
    List<String> lines = new ArrayList<>();
    for (Gate gate : gates) {
      String head = "%-6s %-9s ".formatted(gate.holds() ? "holds" : "FAILS", gate.name());
      lines.addAll(wrapped(head, gate.figure()));
      if (!gate.holds()) {
        lines.addAll(wrapped(" ".repeat(INDENT - 3) + "-> ", gate.todo()));
      }
    }
    return lines;
  }

  private static List<String> wrapped(String head, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(head);
    boolean empty = true;
    for (String word : text.split(" ")) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(INDENT));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
