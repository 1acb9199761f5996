package io.mastiff.standalone.audit.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Parts of a page as markup; what is given as text comes out escaped. */
public final class Html {
  private Html() {}

  /** Text that is safe between tags and in attributes, without control characters. */
  public static String escaped(String text) {
    return text.replaceAll("\\p{Cntrl}", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** At most so many characters, the last an ellipsis where it was cut. */
  static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }

  static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }

  /** A whole page with its own style and no script. */
  public static String page(String title, String body) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>"
        + escaped(title)
        + "</title>\n<style>\n"
        + style()
        + "</style>\n</head>\n<body>\n<main>\n"
        + body
        + "</main>\n</body>\n</html>\n";
  }

  public static String section(String heading, String markup) {
    return "<section><h2>" + escaped(heading) + "</h2>\n" + markup + "</section>\n";
  }

  public static String paragraph(String text) {
    return "<p>" + escaped(text) + "</p>\n";
  }

  /** A figure with its name above and a remark below. */
  public static String tile(String name, String value, String remark) {
    return format(
        "<div class=\"tile\"><span>%s</span><b>%s</b><small>%s</small></div>\n",
        escaped(name), escaped(value), escaped(remark));
  }

  /** A cell's text with a smaller one below. */
  public static String cell(String text, String small) {
    return escaped(text) + (small.isEmpty() ? "" : "<small>" + escaped(small) + "</small>");
  }

  /**
   * A table; the first column names the rows.
   *
   * @param texts how many of the first columns hold text; the others hold numbers
   * @param heads texts
   * @param rows markup of their cells
   */
  public static String table(int texts, List<String> heads, List<List<String>> rows) {
    StringBuilder out = new StringBuilder("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    for (int i = 0; i < heads.size(); i++) {
      out.append("<th scope=\"col\"").append(style(i, texts)).append('>');
      out.append(escaped(heads.get(i))).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>");
    for (List<String> cells : rows) {
      out.append("<tr><th scope=\"row\">").append(cells.get(0)).append("</th>");
      for (int i = 1; i < cells.size(); i++) {
        out.append("<td").append(style(i, texts)).append('>').append(cells.get(i)).append("</td>");
      }
      out.append("</tr>\n");
    }
    return out.append("</tbody></table></div>\n").toString();
  }

  private static String style(int column, int texts) {
    return column < texts ? " class=\"text\"" : "";
  }

  private static String style() {
    try (InputStream in = Html.class.getResourceAsStream("page.css")) {
      if (in == null) {
        throw new IllegalStateException("the page's style is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the page's style cannot be read", e);
    }
  }
}
