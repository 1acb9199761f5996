package io.mastiff.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mastiff.standalone.release.Gate;
import java.util.ArrayList;
import java.util.List;

/** Gates as lines of at most 80 columns, and as JSON. */
final class GateLines {
  private static final int INDENT = 17;

  private GateLines() {}

  static List<String> of(List<Gate> gates) {
    List<String> lines = new ArrayList<>();
    for (Gate gate : gates) {
      String head = "%-6s %-9s ".formatted(gate.holds() ? "holds" : "FAILS", gate.name());
      lines.addAll(Wrapped.of(head, INDENT, gate.figure()));
      if (!gate.holds()) {
        lines.addAll(Wrapped.of(" ".repeat(INDENT - 3) + "-> ", INDENT, gate.todo()));
      }
    }
    return lines;
  }

  static ArrayNode json(List<Gate> gates) {
    ArrayNode list = Output.json().createArrayNode();
    for (Gate gate : gates) {
      list.addObject()
          .put("gate", gate.name())
          .put("holds", gate.holds())
          .put("figure", gate.figure())
          .put("todo", gate.todo());
    }
    return list;
  }
}
