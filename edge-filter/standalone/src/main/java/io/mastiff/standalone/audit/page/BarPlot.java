package io.mastiff.standalone.audit.page;

import java.util.ArrayList;
import java.util.List;

/** Named values as bars that lie one below the other, each with its value written at its end. */
public final class BarPlot {
  private static final int WIDTH = 640;
  private static final int LEFT = 190;
  private static final int RIGHT = 120;
  private static final int LONGEST_NAME = 15;
  private static final int ROW = 30;
  private static final int BOTTOM = 40;
  private static final double[] TICKS = {0, 0.25, 0.5, 0.75, 1};

  private record Bar(int colour, String name, double value, String shown) {}

  private final String unit;
  private final double largest;
  private final String largestShown;
  private final List<Bar> bars = new ArrayList<>();

  /**
   * @param unit what the lower axis shows, with its unit
   * @param largest value at the axis's end
   */
  public BarPlot(String unit, double largest, String largestShown) {
    this.unit = unit;
    this.largest = Math.max(largest, Double.MIN_NORMAL);
    this.largestShown = largestShown;
  }

  public BarPlot add(int colour, String name, double value, String shown) {
    bars.add(new Bar(colour, name, value, shown));
    return this;
  }

  /** With its heading and the sentence that says what it shows. */
  public String figure(String heading, String sentence) {
    return "<figure><h3>"
        + Html.escaped(heading)
        + "</h3>\n"
        + svg(heading)
        + "<figcaption>"
        + Html.escaped(sentence)
        + "</figcaption></figure>\n";
  }

  private String svg(String name) {
    int bottom = bars.size() * ROW + 6;
    StringBuilder out = new StringBuilder();
    out.append(
        Html.format(
            "<svg class=\"small\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
            WIDTH, bottom + BOTTOM, Html.escaped(name)));
    for (double tick : TICKS) {
      out.append(
          Html.format(
              "<line class=\"grid\" x1=\"%.1f\" y1=\"0\" x2=\"%.1f\" y2=\"%d\"/>\n",
              x(tick * largest), x(tick * largest), bottom));
    }
    for (int i = 0; i < bars.size(); i++) {
      bar(out, bars.get(i), i * ROW + 6);
    }
    out.append(
        Html.format(
            "<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n"
                + "<text text-anchor=\"middle\" x=\"%d\" y=\"%d\">0</text>\n"
                + "<text text-anchor=\"middle\" x=\"%d\" y=\"%d\">%s</text>\n"
                + "<text text-anchor=\"middle\" x=\"%d\" y=\"%d\">%s</text>\n</svg>\n",
            LEFT,
            bottom,
            WIDTH - RIGHT,
            bottom,
            LEFT,
            bottom + 16,
            WIDTH - RIGHT,
            bottom + 16,
            Html.escaped(largestShown),
            (LEFT + WIDTH - RIGHT) / 2,
            bottom + 34,
            Html.escaped(unit)));
    return out.toString();
  }

  private void bar(StringBuilder out, Bar bar, int y) {
    double end = x(bar.value());
    out.append(
        Html.format(
            "<text text-anchor=\"end\" x=\"%d\" y=\"%d\">%s<title>%s</title></text>\n"
                + "<rect class=\"k%d\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n"
                + "<text x=\"%.1f\" y=\"%d\">%s</text>\n",
            LEFT - 8,
            y + 16,
            Html.escaped(Html.cut(bar.name(), LONGEST_NAME)),
            Html.escaped(bar.name()),
            bar.colour(),
            LEFT,
            y + 2,
            Math.max(1, end - LEFT),
            ROW - 10,
            end + 6,
            y + 16,
            Html.escaped(bar.shown())));
  }

  private double x(double value) {
    return LEFT + Math.min(1, value / largest) * (WIDTH - LEFT - RIGHT);
  }
}
