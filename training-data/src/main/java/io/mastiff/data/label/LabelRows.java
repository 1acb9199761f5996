package io.mastiff.data.label;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts lines of a file of labels into fields: by tabs, commas, semicolons or blanks, whichever the
 * first line has. A field in double quotes may hold separators, and {@code ""} for a quote.
 */
final class LabelRows {
  private final char separator;

  private LabelRows(char separator) {
    this.separator = separator;
  }

  static LabelRows like(String firstLine) {
    String bare = firstLine.replaceAll("\"[^\"]*\"", "");
    for (char c : new char[] {'\t', ',', ';'}) {
      if (bare.indexOf(c) >= 0) {
        return new LabelRows(c);
      }
    }
    return new LabelRows(' ');
  }

  List<String> fields(String line) {
    List<String> fields = new ArrayList<>(3);
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        boolean twice = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        field.append(twice ? "\"" : "");
        i += twice ? 1 : 0;
        quoted = twice || !quoted;
      } else if (!quoted && separates(c)) {
        end(fields, field);
      } else {
        field.append(c);
      }
    }
    end(fields, field);
    return fields;
  }

  private boolean separates(char c) {
    return c == separator || separator == ' ' && c == '\t';
  }

  /** Several blanks are one separator. */
  private void end(List<String> fields, StringBuilder field) {
    String text = field.toString().strip();
    if (separator != ' ' || !text.isEmpty()) {
      fields.add(text);
    }
    field.setLength(0);
  }
}
