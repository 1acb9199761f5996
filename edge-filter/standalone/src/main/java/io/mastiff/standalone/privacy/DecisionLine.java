package io.mastiff.standalone.privacy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One line of the decision log, with whatever the logger writes before it, as the places of its
 * values. A value's text counts as a value alone where it stands in no other value's quotes.
 */
final class DecisionLine {
  private static final String START = "action=";

  /** What tells who somebody is. */
  private static final List<String> TELLING =
      List.of("session", "address", "reference", "agent", "path");

  private final String line;
  private final Map<String, int[]> values = new HashMap<>();

  /**
   * @param line a character for each byte
   */
  DecisionLine(String line) {
    this.line = line;
    int start = line.indexOf(START);
    if (start == 0 || (start > 0 && line.charAt(start - 1) <= ' ')) {
      read(start);
    }
  }

  private void read(int start) {
    int at = start;
    while (at < line.length()) {
      int equals = line.indexOf('=', at);
      if (equals < 0) {
        return;
      }
      String key = line.substring(at, equals);
      int from = equals + 1;
      boolean quoted = from < line.length() && line.charAt(from) == '"';
      int to = quoted ? closing(from + 1) : blank(from);
      values.putIfAbsent(key, new int[] {quoted ? from + 1 : from, to});
      at = to + (quoted ? 2 : 1);
    }
  }

  private int closing(int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) != '"') {
      at += line.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, line.length());
  }

  private int blank(int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) > ' ') {
      at++;
    }
    return at;
  }

  /** Whether the line is about the holder of a cookie, or about one of these references. */
  boolean names(String id, Set<String> references) {
    return value("session").equals(id) || references.contains(value("reference"));
  }

  private String value(String key) {
    int[] place = values.get(key);
    return place == null ? "" : line.substring(place[0], place[1]);
  }

  /** From and to of each value that tells who somebody is. */
  List<int[]> telling() {
    List<int[]> places = new ArrayList<>();
    for (String key : TELLING) {
      int[] place = values.get(key);
      if (place != null && place[1] > place[0]) {
        places.add(place);
      }
    }
    return places;
  }
}
