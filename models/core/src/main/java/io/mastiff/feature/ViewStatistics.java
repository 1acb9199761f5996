package io.mastiff.feature;

/**
 * What is to be expected of views by people who like what buyers like: each view is of product i
 * with chance p_i, and with the rest of the chance of a product that no buyer was seen with, each
 * time another one.
 *
 * <p>That rest is the share of products that were seen once (Good, Biometrika 40, 1953). Safe for
 * several threads.
 */
public final class ViewStatistics {
  private static final int STEPS_PER_DOUBLING = 2;
  private static final int STEPS = 41;

  private final double[] chances;
  private final double missing;
  private final double learnedFrom;
  private final double ratioMean;
  private final double ratioVariance;
  private final double[] expected = new double[STEPS];
  private int known;

  /**
   * @param views of each product, of which at least one is over 0
   * @param ratios ln((1 / N) / p) of each
   * @param ratioOfMissing the same of a product that was never seen
   */
  ViewStatistics(float[] views, double[] ratios, double ratioOfMissing) {
    double all = 0;
    double once = 0;
    for (float count : views) {
      all += count;
      once += count <= 1 ? count : 0;
    }
    learnedFrom = all;
    missing = all == 0 ? 1 : once / all;
    chances = new double[views.length];
    double mean = missing * ratioOfMissing;
    double square = missing * ratioOfMissing * ratioOfMissing;
    for (int i = 0; i < chances.length; i++) {
      chances[i] = (1 - missing) * views[i] / all;
      mean += chances[i] * ratios[i];
      square += chances[i] * ratios[i] * ratios[i];
    }
    ratioMean = mean;
    ratioVariance = square - mean * mean;
  }

  /** Whether anything was learned. */
  public boolean known() {
    return learnedFrom > 0;
  }

  /** Number of buyers' views that this was learned from. */
  public double learnedFrom() {
    return learnedFrom;
  }

  /** Mean of ln((1 / N) / p) over people's views, below 0. */
  public double ratioMean() {
    return ratioMean;
  }

  public double ratioVariance() {
    return ratioVariance;
  }

  /**
   * Different products that {@code views} of them have in the mean: the sum over all products of 1
   * - (1 - p)ⁿ, between points that lie √2 apart by a straight line, less than 1% off.
   */
  public double distinctOf(double views) {
    if (views <= 1) {
      return Math.max(0, views);
    }
    double at = Math.min(STEPS - 1.001, STEPS_PER_DOUBLING * Math.log(views) / Math.log(2));
    int low = (int) at;
    double from = pointsOf(low);
    double to = pointsOf(low + 1);
    double fromViews = Math.pow(2, (double) low / STEPS_PER_DOUBLING);
    double toViews = Math.pow(2, (double) (low + 1) / STEPS_PER_DOUBLING);
    double share = Math.min(1, (views - fromViews) / (toViews - fromViews));
    return from + share * (to - from);
  }

  private synchronized double pointsOf(int step) {
    for (; known <= step; known++) {
      expected[known] = sum(Math.pow(2, (double) known / STEPS_PER_DOUBLING));
    }
    return expected[step];
  }

  private double sum(double n) {
    double sum = n * missing;
    for (double p : chances) {
      sum -= Math.expm1(n * Math.log1p(-Math.min(p, 1 - 1e-12)));
    }
    return sum;
  }

  /**
   * Share of two independent sets' products that are in both, where each comes of so many views.
   */
  public double overlapOf(double someViews, double otherViews) {
    double all = distinctOf(someViews + otherViews);
    double both = distinctOf(someViews) + distinctOf(otherViews) - all;
    return all == 0 ? 0 : Math.max(0, both / all);
  }
}
