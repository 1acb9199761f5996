package io.mastiff.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How cost grows with the number of clients or entries, as an SVG that needs nothing else. */
final class Plot {
  private static final int WIDTH = 820;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int RIGHT = 270;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final String[] COLOURS = {
    "#1f7a5c", "#c2571a", "#7b4bb3", "#2b6cb0", "#b83280", "#718096", "#8a6d00"
  };

  private Plot() {}

  static String svg(List<Row> rows) {
    Map<String, Map<Long, Double>> lines = lines(rows);
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-14 0 %d %d\" font-family=\"sans-serif\""
                + " font-size=\"13\"><rect x=\"-14\" width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>"
                + "<text x=\"%d\" y=\"24\" font-size=\"16\">CPU for an operation as clients or entries"
                + " grow</text>%n",
            WIDTH + 14,
            HEIGHT,
            LEFT));
    axes(svg);
    int colour = 0;
    for (Map.Entry<String, Map<Long, Double>> line : lines.entrySet()) {
      draw(svg, line.getKey(), line.getValue(), COLOURS[colour % COLOURS.length], colour);
      colour++;
    }
    return svg.append("</svg>\n").toString();
  }

  private static Map<String, Map<Long, Double>> lines(List<Row> rows) {
    Map<String, Map<Long, Double>> lines = new TreeMap<>();
    for (Row row : rows) {
      boolean grows =
          row.threads() == 1
              && row.size() >= 10_000
              && row.nanosCpu() > 0
              && (row.name().equals("decision-uniform")
                  || row.name().equals("limit")
                  || row.name().startsWith("list-v"));
      if (grows) {
        lines
            .computeIfAbsent(row.name() + " " + row.implementation(), k -> new TreeMap<>())
            .put(row.size(), row.nanosCpu());
      }
    }
    lines.values().removeIf(points -> points.size() < 2);
    return lines;
  }

  private static void axes(StringBuilder svg) {
    for (int nanos : new int[] {10, 100, 1_000, 10_000}) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%,d ns</text>%n",
              LEFT,
              WIDTH - RIGHT,
              y(nanos),
              y(nanos),
              LEFT - 8,
              y(nanos) + 4,
              nanos));
    }
    for (int size : new int[] {10_000, 100_000, 1_000_000}) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,d</text>%n",
              x(size),
              HEIGHT - BOTTOM + 22,
              size));
    }
  }

  private static void draw(
      StringBuilder svg, String name, Map<Long, Double> points, String colour, int number) {
    StringBuilder path = new StringBuilder();
    points.forEach(
        (size, nanos) -> path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(size), y(nanos))));
    int at = TOP + 22 * number;
    svg.append(
        String.format(
            Locale.ROOT,
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\"/>"
                + "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>"
                + "<text x=\"%d\" y=\"%d\" font-size=\"11\">%s</text>%n",
            path.toString().trim(),
            colour,
            WIDTH - RIGHT + 14,
            at,
            colour,
            WIDTH - RIGHT + 32,
            at + 11,
            name));
  }

  private static double x(double size) {
    return LEFT + (Math.log10(size) - 4) / 2 * (WIDTH - LEFT - RIGHT - 20);
  }

  private static double y(double nanos) {
    return HEIGHT - BOTTOM - (Math.log10(nanos) - 1) / 3 * (HEIGHT - TOP - BOTTOM);
  }
}
