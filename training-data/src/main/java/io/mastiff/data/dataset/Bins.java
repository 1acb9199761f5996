package io.mastiff.data.dataset;

/**
 * Intervals that share the range of a feature's values.
 *
 * @param edges one more than there are intervals, ascending; the last interval holds its end
 * @param log whether the intervals after the first grow by one factor; the first then holds what is
 *     below, zero above all
 */
public record Bins(double[] edges, boolean log) {
  static final Bins NONE = new Bins(new double[0], false);
  private static final int COUNT = 16;
  private static final double WIDE = 10;
  private static final double DECADES = 1e-6;

  /**
   * Of one width, or growing where the largest value is over {@value #WIDE} times the mean and none
   * is negative.
   *
   * @param leastPositive least value above zero; 0 where there is none
   */
  static Bins over(double min, double max, double mean, double leastPositive) {
    if (min == max) {
      return new Bins(new double[] {min, max}, false);
    }
    double low = Math.max(leastPositive, max * DECADES);
    boolean log = min >= 0 && max > WIDE * mean && low > 0 && low < max;
    double[] edges = new double[COUNT + 1];
    for (int i = 0; i <= COUNT; i++) {
      edges[i] =
          log ? low * Math.pow(max / low, (i - 1.0) / (COUNT - 1)) : min + (max - min) * i / COUNT;
    }
    edges[0] = min;
    edges[COUNT] = max;
    return new Bins(edges, log);
  }

  public int count() {
    return Math.max(0, edges.length - 1);
  }

  /** The interval's number, from 0, of a value within the range. */
  String sql(String x) {
    double end = edges[count()];
    if (count() == 1) {
      return "0";
    }
    String at =
        log
            ? ("CASE WHEN %1$s < %2$s THEN 0"
                    + " ELSE 1 + floor(ln(%1$s / %2$s) / ln(%3$s / %2$s) * %4$d) END")
                .formatted(x, edges[1], end, count() - 1)
            : "floor((%1$s - (%2$s)) / (%3$s - (%2$s)) * %4$d)"
                .formatted(x, edges[0], end, count());
    return "CAST(greatest(0, least(%s, %d)) AS INTEGER)".formatted(at, count() - 1);
  }
}
