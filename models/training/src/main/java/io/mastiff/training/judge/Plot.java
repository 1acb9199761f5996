package io.mastiff.training.judge;

import java.util.ArrayList;
import java.util.List;

/** An SVG plot with axes, grid and legend; colours come from the page's style. */
final class Plot {
  private static final int WIDTH = 640;
  private static final int LEFT = 90;
  private static final int LEFT_OF_NAMES = 190;
  private static final int LONGEST_NAME = 20;
  private static final int RIGHT = 30;
  private static final int TOP = 14;
  private static final int BOTTOM = 54;

  private final Axis x;
  private final Axis y;
  private final int height;
  private final int left;
  private final StringBuilder marks = new StringBuilder();
  private final List<String> legend = new ArrayList<>();

  /** An upper axis without a title names things, and gets room for names. */
  Plot(Axis x, Axis y, int height) {
    this.x = x;
    this.y = y;
    this.height = height;
    left = y.title().isEmpty() ? LEFT_OF_NAMES : LEFT;
  }

  /** Text that is safe between tags and in attributes. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private double px(double value) {
    return left + x.place(value) * (WIDTH - left - RIGHT);
  }

  private double py(double value) {
    return height - BOTTOM - y.place(value) * (height - TOP - BOTTOM);
  }

  /** A line through points. */
  Plot line(int series, double[] xs, double[] ys) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      points.append(Show.format("%.1f,%.1f ", px(xs[i]), py(ys[i])));
    }
    marks.append(Show.format("<polyline class=\"line s%d\" points=\"%s\"/>\n", series, points));
    return this;
  }

  /** A bar that stands on the lower axis. */
  Plot bar(int series, double from, double to, double value) {
    if (value > 0) {
      marks.append(
          Show.format(
              "<rect class=\"bar s%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
              series,
              px(from),
              py(value),
              Math.max(1, px(to) - px(from)),
              Math.max(0.5, height - BOTTOM - py(value))));
    }
    return this;
  }

  /** A dot whose size is in pixels. */
  Plot dot(int series, double at, double value, double radius, String title) {
    marks.append(
        Show.format(
            "<circle class=\"dot s%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%s</title>"
                + "</circle>\n",
            series, px(at), py(value), radius, escaped(title)));
    return this;
  }

  /** A dashed line for the eye. */
  Plot guide(double fromX, double fromY, double toX, double toY) {
    marks.append(
        Show.format(
            "<line class=\"guide\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
            px(fromX), py(fromY), px(toX), py(toY)));
    return this;
  }

  Plot legend(int series, String name) {
    legend.add(Show.format("<li><i class=\"key s%d\"></i>%s</li>", series, escaped(name)));
    return this;
  }

  /** A figure of the page: heading, plot, legend and the sentence that says what it shows. */
  String figure(String heading, String sentence) {
    return "<figure>\n<h3>"
        + escaped(heading)
        + "</h3>\n"
        + svg(heading)
        + (legend.isEmpty() ? "" : "<ul class=\"legend\">" + String.join("", legend) + "</ul>\n")
        + "<figcaption>"
        + escaped(sentence)
        + "</figcaption>\n</figure>\n";
  }

  private String svg(String name) {
    StringBuilder out = new StringBuilder();
    out.append(
        Show.format(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
            WIDTH, height, escaped(name)));
    for (Axis.Tick tick : x.ticks()) {
      double at = px(tick.value());
      line(out, "grid", at, TOP, at, height - BOTTOM);
      text(out, "middle", at, height - BOTTOM + 20, tick.label());
    }
    for (Axis.Tick tick : y.ticks()) {
      double at = py(tick.value());
      line(out, "grid", left, at, WIDTH - RIGHT, at);
      text(out, "end", left - 8, at + 4, Show.cut(tick.label(), LONGEST_NAME));
    }
    line(out, "axis", left, height - BOTTOM, WIDTH - RIGHT, height - BOTTOM);
    line(out, "axis", left, TOP, left, height - BOTTOM);
    text(out, "middle", (left + WIDTH - RIGHT) / 2.0, height - 12, x.title());
    if (!y.title().isEmpty()) {
      out.append(
          Show.format(
              "<text text-anchor=\"middle\" transform=\"translate(14 %d) rotate(-90)\">%s</text>\n",
              (height - BOTTOM + TOP) / 2, escaped(y.title())));
    }
    return out.append(marks).append("</svg>\n").toString();
  }

  private static void line(
      StringBuilder out, String style, double x1, double y1, double x2, double y2) {
    out.append(
        Show.format(
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
            style, x1, y1, x2, y2));
  }

  private static void text(StringBuilder out, String anchor, double x, double y, String text) {
    out.append(
        Show.format(
            "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n",
            anchor, x, y, escaped(text)));
  }
}
