package io.mastiff.standalone.audit.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Counts of several kinds over time, one bar a step, the kinds on top of each other. */
public final class StackPlot {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 320;
  private static final int LEFT = 80;
  private static final int RIGHT = 16;
  private static final int TOP = 12;
  private static final int BOTTOM = 54;
  private static final int LABEL = 80;
  private static final int MOST_LABELS = 8;
  private static final int MOST_LINES = 5;
  private static final long DAY_MS = 86_400_000;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private record Series(int colour, String name, long[] counts) {}

  private final long fromMs;
  private final long stepMs;
  private final int steps;
  private final String unit;
  private final List<Series> series = new ArrayList<>();

  /**
   * @param unit what is counted, with the length of a step
   */
  public StackPlot(long fromMs, long stepMs, int steps, String unit) {
    this.fromMs = fromMs;
    this.stepMs = stepMs;
    this.steps = steps;
    this.unit = unit;
  }

  /** Adds a kind on top; one without any count is left out. */
  public StackPlot add(int colour, String name, long[] counts) {
    if (Arrays.stream(counts).anyMatch(n -> n > 0)) {
      series.add(new Series(colour, name, counts));
    }
    return this;
  }

  /** With its heading, legend and the sentence that says what it shows. */
  public String figure(String heading, String sentence) {
    StringBuilder legend = new StringBuilder();
    for (Series one : series) {
      legend.append(
          Html.format(
              "<li><i class=\"key k%d\"></i>%s</li>", one.colour(), Html.escaped(one.name())));
    }
    return "<figure><h3>"
        + Html.escaped(heading)
        + "</h3>\n"
        + svg(heading)
        + "<ul class=\"legend\">"
        + legend
        + "</ul>\n<figcaption>"
        + Html.escaped(sentence)
        + "</figcaption></figure>\n";
  }

  private String svg(String name) {
    StringBuilder out = new StringBuilder();
    out.append(
        Html.format(
            "<div class=\"scroll\" tabindex=\"0\">"
                + "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
            WIDTH, HEIGHT, Html.escaped(name)));
    long tallest = tallest();
    upperAxis(out, tallest);
    bars(out, tallest);
    lowerAxis(out);
    return out.append("</svg></div>\n").toString();
  }

  private long tallest() {
    long tallest = 1;
    for (int i = 0; i < steps; i++) {
      long sum = 0;
      for (Series one : series) {
        sum += one.counts()[i];
      }
      tallest = Math.max(tallest, sum);
    }
    return tallest;
  }

  private void upperAxis(StringBuilder out, long tallest) {
    long tick = tick(tallest);
    for (long at = 0; at <= tallest; at += tick) {
      double y = y(at, tallest);
      line(out, "grid", LEFT, y, WIDTH - RIGHT, y);
      text(out, "end", LEFT - 8, y + 4, Html.format("%,d", at));
    }
    out.append(
        Html.format(
            "<text text-anchor=\"middle\" transform=\"translate(14 %d) rotate(-90)\">%s</text>\n",
            (HEIGHT - BOTTOM + TOP) / 2, Html.escaped(unit)));
  }

  /** One, two or five times a power of ten, so that there are at most five lines. */
  private static long tick(long tallest) {
    long power = 1;
    while (true) {
      for (int times : new int[] {1, 2, 5}) {
        if (tallest / (times * power) <= MOST_LINES) {
          return times * power;
        }
      }
      power *= 10;
    }
  }

  private void bars(StringBuilder out, long tallest) {
    double width = (double) (WIDTH - LEFT - RIGHT) / steps;
    for (int i = 0; i < steps; i++) {
      long below = 0;
      for (Series one : series) {
        long n = one.counts()[i];
        if (n > 0) {
          double top = y(below + n, tallest);
          out.append(
              Html.format(
                  "<rect class=\"k%d\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\">"
                      + "<title>%s: %s, %,d</title></rect>\n",
                  one.colour(),
                  LEFT + i * width,
                  top,
                  Math.max(0.5, width - (width > 4 ? 1 : 0)),
                  y(below, tallest) - top,
                  TIME.format(at(i)),
                  Html.escaped(one.name()),
                  n));
          below += n;
        }
      }
    }
  }

  private void lowerAxis(StringBuilder out) {
    line(out, "axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
    line(out, "axis", LEFT, TOP, LEFT, HEIGHT - BOTTOM);
    double width = (double) (WIDTH - LEFT - RIGHT) / steps;
    int every = Math.max(1, (steps + MOST_LABELS - 1) / MOST_LABELS);
    DateTimeFormatter form = every * stepMs >= DAY_MS ? DAY : TIME;
    for (int i = 0; i < steps; i += every) {
      double x = LEFT + i * width;
      line(out, "axis", x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 5);
      if (x < WIDTH - RIGHT - LABEL) {
        text(out, "start", x, HEIGHT - BOTTOM + 20, form.format(at(i)));
      }
    }
    text(out, "middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "time (UTC)");
  }

  private Instant at(int step) {
    return Instant.ofEpochMilli(fromMs + step * stepMs);
  }

  private static double y(long value, long tallest) {
    return HEIGHT - BOTTOM - (double) value / tallest * (HEIGHT - TOP - BOTTOM);
  }

  private static void line(
      StringBuilder out, String style, double x1, double y1, double x2, double y2) {
    out.append(
        Html.format(
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
            style, x1, y1, x2, y2));
  }

  private static void text(StringBuilder out, String anchor, double x, double y, String text) {
    out.append(
        Html.format(
            "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n",
            anchor, x, y, Html.escaped(text)));
  }
}
