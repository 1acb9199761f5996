package io.mastiff.standalone.audit.page;

/**
 * A small plot of two groups' shares side by side over the same intervals, and apart from them the
 * share of each without a value.
 */
public final class PairPlot {
  private static final int WIDTH = 340;
  private static final int HEIGHT = 200;
  private static final int LEFT = 52;
  private static final int END = 270;
  private static final int LACK = 286;
  private static final int LACK_END = 326;
  private static final int TOP = 10;
  private static final int BOTTOM = 158;
  private static final double[] TOPS = {0.05, 0.1, 0.2, 0.5, 1};

  /** A group's colour, name and counts. */
  public record Group(int colour, String name, long[] counts, long missing) {
    private double share(long count) {
      long all = missing;
      for (long n : counts) {
        all += n;
      }
      return all == 0 ? 0 : (double) count / all;
    }
  }

  private final double[] edges;
  private final boolean log;
  private final Group left;
  private final Group right;

  /**
   * @param edges one more than there are counts; none where no value is known
   * @param log whether the intervals grow
   */
  public PairPlot(double[] edges, boolean log, Group left, Group right) {
    this.edges = edges.clone();
    this.log = log;
    this.left = left;
    this.right = right;
  }

  /** With its heading, and the markup that says its unit and what it shows. */
  public String figure(String heading, String caption) {
    return "<figure><h3>"
        + Html.escaped(heading)
        + "</h3>\n"
        + svg(heading)
        + "<figcaption>"
        + caption
        + "</figcaption></figure>\n";
  }

  private String svg(String name) {
    StringBuilder out = new StringBuilder();
    out.append(
        Html.format(
            "<svg class=\"multiple\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
            WIDTH, HEIGHT, Html.escaped(name)));
    double top = top();
    for (double tick : new double[] {0, top / 2, top}) {
      double y = y(tick, top);
      out.append(
          Html.format(
              "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>\n",
              LEFT, y, LACK_END, y));
      text(out, "end", LEFT - 5, y + 4, percent(tick));
    }
    int count = left.counts().length;
    double width = count == 0 ? 0 : (double) (END - LEFT) / count;
    for (int i = 0; i < count; i++) {
      String where = number(edges[i]) + " to " + number(edges[i + 1]);
      bar(out, left, left.counts()[i], LEFT + i * width, width / 2, top, where);
      bar(out, right, right.counts()[i], LEFT + (i + 0.5) * width, width / 2, top, where);
    }
    double half = (LACK_END - LACK) / 2.0;
    bar(out, left, left.missing(), LACK, half, top, "missing");
    bar(out, right, right.missing(), LACK + half, half, top, "missing");
    axes(out, width);
    return out.append("</svg>\n").toString();
  }

  private void axes(StringBuilder out, double width) {
    out.append(
        Html.format(
            "<path class=\"axis\" fill=\"none\" d=\"M%d %dV%dH%dM%d %dH%d\"/>\n"
                + "<text text-anchor=\"middle\" transform=\"translate(11 %d) rotate(-90)\">"
                + "share of sessions</text>\n",
            LEFT, TOP, BOTTOM, END, LACK, BOTTOM, LACK_END, (TOP + BOTTOM) / 2));
    int last = edges.length - 1;
    if (last > 1) {
      text(out, "start", LEFT, BOTTOM + 15, number(edges[0]));
      text(out, "middle", LEFT + last / 2 * width, BOTTOM + 15, number(edges[last / 2]));
      text(out, "end", END, BOTTOM + 15, number(edges[last]));
    } else if (last == 1) {
      text(out, "middle", (LEFT + END) / 2.0, BOTTOM + 15, "all " + number(edges[0]));
    }
    text(out, "end", WIDTH - 2, BOTTOM + 15, "missing");
    text(out, "middle", (LEFT + END) / 2.0, BOTTOM + 34, log ? "value (log scale)" : "value");
  }

  private double top() {
    double most = Math.max(left.share(left.missing()), right.share(right.missing()));
    for (int i = 0; i < left.counts().length; i++) {
      most = Math.max(most, left.share(left.counts()[i]));
      most = Math.max(most, right.share(right.counts()[i]));
    }
    for (double top : TOPS) {
      if (most <= top) {
        return top;
      }
    }
    return 1;
  }

  private static void bar(
      StringBuilder out,
      Group group,
      long count,
      double x,
      double width,
      double top,
      String where) {
    if (count > 0) {
      double share = group.share(count);
      double y = Math.min(BOTTOM - 1, y(share, top));
      out.append(
          Html.format(
              "<rect class=\"k%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">"
                  + "<title>%s, %s: %,d sessions, %.2f%%</title></rect>\n",
              group.colour(),
              x + 0.5,
              y,
              Math.max(1, width - 0.5),
              BOTTOM - y,
              Html.escaped(group.name()),
              where,
              count,
              100 * share));
    }
  }

  private static double y(double share, double top) {
    return BOTTOM - share / top * (BOTTOM - TOP);
  }

  private static void text(StringBuilder out, String anchor, double x, double y, String text) {
    out.append(
        Html.format(
            "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", anchor, x, y, text));
  }

  private static String percent(double share) {
    return Html.format(share * 100 % 1 == 0 ? "%.0f%%" : "%.1f%%", 100 * share);
  }

  private static String number(double value) {
    String text = Html.format("%.3g", value);
    return text.contains(".") && !text.contains("e")
        ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
        : text;
  }
}
