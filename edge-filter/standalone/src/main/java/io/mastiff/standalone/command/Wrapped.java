package io.mastiff.standalone.command;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of at most 80 columns; a word that is longer has a line of its own. */
final class Wrapped {
  private static final int WIDTH = 80;

  private Wrapped() {}

  /**
   * Lines of a text.
   *
   * @param head what the first line begins with
   * @param indent blanks that the others begin with
   */
  static List<String> of(String head, int indent, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(head);
    boolean empty = true;
    for (String word : text.split(" ")) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(indent));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
