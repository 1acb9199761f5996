package io.mastiff.classifier;

import io.mastiff.feature.FeatureSchema;
import java.util.Arrays;

/**
 * What each feature adds to the margin of one vector: exact path-dependent SHAP values of an
 * ensemble.
 *
 * <p>{@code base() + sum of values = margin}, to 1e-9. Sources: Lundberg, Erion, Lee, "Consistent
 * individualized feature attribution for tree ensembles" (2018), whose algorithm 2 gives the same
 * values; Yu, Xu, Bhatt, Linero, "Linear TreeShap" (2022), for one walk over each tree: the weights
 * of a path with {@code m} features are the integral over {@code t} of the product of {@code share
 * * (1 - t) + reached * t}, a polynomial of degree {@code m - 1}, which {@link GaussLegendre} sums
 * exactly. The instance is the buffer, some kB: one thread at a time.
 */
public final class TreeShap {
  private final TreeEnsemble ensemble;
  private final TreeLayout layout;
  private final int points;
  private final double[] t;
  private final double[] weight;

  /** By depth and point: the product over the path's features, then the subtree's weighted sum. */
  private final double[] products;

  private final double[] sums;

  /** By feature, for the path at hand: the share of rows, and whether the vector comes this way. */
  private final double[] share = new double[FeatureSchema.size()];

  private final double[] reached = new double[FeatureSchema.size()];
  private final double base;

  /** A buffer for the vectors of one ensemble. */
  public TreeShap(TreeEnsemble ensemble) {
    this.ensemble = ensemble;
    layout = ensemble.layout();
    int longest = Math.min(ensemble.depth(), FeatureSchema.size());
    points = Math.max(1, (longest + 1) / 2);
    GaussLegendre quadrature = GaussLegendre.of(points);
    t = quadrature.points();
    weight = quadrature.weights();
    products = new double[(ensemble.depth() + 1) * points];
    sums = new double[products.length];
    base = ensemble.intercept() + Arrays.stream(layout.roots).mapToDouble(this::mean).sum();
    Arrays.fill(share, 1);
    Arrays.fill(reached, 1);
    Arrays.fill(products, 0, points, 1);
  }

  /** The margin of the mean training row, in the sense of the trees' covers. */
  public double base() {
    return base;
  }

  private double mean(int node) {
    if (layout.isLeaf(node)) {
      return layout.outputs[node];
    }
    int left = layout.left(node);
    return layout.shares[left] * mean(left) + layout.shares[left + 1] * mean(left + 1);
  }

  /**
   * Writes what each feature adds to the margin; allocates nothing.
   *
   * @param values one for each feature, overwritten
   */
  public void explain(double[] x, double[] values) {
    Arrays.fill(values, 0);
    for (int root : layout.roots) {
      visit(root, 0, x, values);
    }
  }

  public TreeEnsemble ensemble() {
    return ensemble;
  }

  /** Leaves the sums of the subtree's leaves at {@code depth}, one for each point. */
  private void visit(int node, int depth, double[] x, double[] values) {
    int at = depth * points;
    if (layout.isLeaf(node)) {
      for (int k = 0; k < points; k++) {
        sums[at + k] = layout.outputs[node] * weight[k] * products[at + k];
      }
      return;
    }
    int feature = layout.feature(node);
    int taken = layout.next(node, x);
    int left = layout.left(node);
    for (int k = 0; k < points; k++) {
      sums[at + k] = 0;
    }
    follow(left, feature, left == taken, depth, x, values);
    follow(left + 1, feature, left != taken, depth, x, values);
  }

  private void follow(
      int child, int feature, boolean taken, int depth, double[] x, double[] values) {
    double shareBefore = share[feature];
    double reachedBefore = reached[feature];
    double shareNow = shareBefore * layout.shares[child];
    double reachedNow = taken ? reachedBefore : 0;
    share[feature] = shareNow;
    reached[feature] = reachedNow;
    int at = depth * points;
    int below = at + points;
    for (int k = 0; k < points; k++) {
      double before = shareBefore + (reachedBefore - shareBefore) * t[k];
      double now = shareNow + (reachedNow - shareNow) * t[k];
      products[below + k] = products[at + k] * now / before;
    }
    visit(child, depth + 1, x, values);
    double change = 0;
    for (int k = 0; k < points; k++) {
      double before =
          (reachedBefore - shareBefore) / (shareBefore + (reachedBefore - shareBefore) * t[k]);
      double now = (reachedNow - shareNow) / (shareNow + (reachedNow - shareNow) * t[k]);
      double sum = sums[below + k];
      change += sum * (now - before);
      sums[at + k] += sum;
    }
    values[feature] += change;
    share[feature] = shareBefore;
    reached[feature] = reachedBefore;
  }
}
