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

  /** For each number of points. */
  private final GaussLegendre[] quadratures;

  /** How many points each tree needs. */
  private final int[] pointsOf;

  private int points;
  private double[] t;

  /** By depth and point: the weight times the product over the path; what the subtree sums to. */
  private final double[] products;

  private final double[] sums;

  /** By feature, for the path at hand: the share of rows, and whether the vector comes this way. */
  private final double[] share = new double[FeatureSchema.size()];

  private final double[] reached = new double[FeatureSchema.size()];

  /** By depth and point: one over the factor that the feature of the edge has; 1 at depth 0. */
  private final double[] inverses;

  /** By feature: where in {@link #inverses} its present factor lies. */
  private final int[] row = new int[FeatureSchema.size()];

  /** A buffer for the vectors of one ensemble. */
  public TreeShap(TreeEnsemble ensemble) {
    this.ensemble = ensemble;
    layout = ensemble.layout();
    pointsOf = Arrays.stream(layout.depths).map(TreeShap::points).toArray();
    int most = points(ensemble.depth());
    quadratures = new GaussLegendre[most + 1];
    Arrays.setAll(quadratures, n -> GaussLegendre.of(Math.max(1, n)));
    products = new double[(ensemble.depth() + 1) * most];
    sums = new double[products.length];
    inverses = new double[products.length];
    Arrays.fill(share, 1);
    Arrays.fill(reached, 1);
    t = quadratures[0].points();
  }

  /** A path has at most as many features as edges, and {@code n} points do for {@code 2n}. */
  private static int points(int depth) {
    return Math.max(1, (Math.min(depth, FeatureSchema.size()) + 1) / 2);
  }

  /** The margin of the mean training row, in the sense of the trees' covers. */
  public double base() {
    return ensemble.intercept()
        + Arrays.stream(layout.roots).mapToDouble(root -> layout.means[root]).sum();
  }

  /**
   * Writes what each feature adds to the margin; allocates nothing.
   *
   * @param values one for each feature, overwritten
   */
  public void explain(double[] x, double[] values) {
    Arrays.fill(values, 0);
    for (int tree = 0; tree < layout.roots.length; tree++) {
      int root = layout.roots[tree];
      if (!layout.isLeaf(root)) {
        use(quadratures[pointsOf[tree]]);
        visit(root, 0, x, values);
      }
    }
  }

  private void use(GaussLegendre quadrature) {
    t = quadrature.points();
    points = t.length;
    System.arraycopy(quadrature.weights(), 0, products, 0, points);
    Arrays.fill(inverses, 0, points, 1);
  }

  public TreeEnsemble ensemble() {
    return ensemble;
  }

  /** Leaves the sums over the leaves below a split at {@code depth}, one for each point. */
  private void visit(int split, int depth, double[] x, double[] values) {
    int feature = layout.feature(split);
    int left = layout.left(split);
    int taken = layout.next(split, x);
    Arrays.fill(sums, depth * points, (depth + 1) * points, 0);
    follow(left, feature, left == taken, depth, x, values);
    follow(left + 1, feature, left != taken, depth, x, values);
  }

  /** Goes one edge down and adds what its feature gets of the leaves there. */
  private void follow(
      int child, int feature, boolean taken, int depth, double[] x, double[] values) {
    double shareBefore = share[feature];
    double reachedBefore = reached[feature];
    double shareNow = shareBefore * layout.shares[child];
    double reachedNow = taken ? reachedBefore : 0;
    double gain = reachedNow - shareNow;
    double gainBefore = reachedBefore - shareBefore;
    int rowBefore = row[feature];
    int at = depth * points;
    if (layout.isLeaf(child)) {
      double output = layout.outputs[child];
      values[feature] += output * leaf(at, rowBefore, shareNow, gain, gainBefore, output);
      return;
    }
    share[feature] = shareNow;
    reached[feature] = reachedNow;
    row[feature] = at + points;
    multiply(at, rowBefore, shareNow, reachedNow);
    visit(child, depth + 1, x, values);
    values[feature] += collect(at, rowBefore, gain, gainBefore);
    share[feature] = shareBefore;
    reached[feature] = reachedBefore;
    row[feature] = rowBefore;
  }

  /** What {@link #multiply} and {@link #collect} come to at a leaf, without a division. */
  private double leaf(
      int at, int rowBefore, double shareNow, double gain, double gainBefore, double output) {
    double change = 0;
    for (int k = 0; k < points; k++) {
      double rest = products[at + k] * inverses[rowBefore + k];
      double factor = shareNow + gain * t[k];
      sums[at + k] += output * rest * factor;
      change += rest * (gain - gainBefore * factor * inverses[rowBefore + k]);
    }
    return change;
  }

  /** Puts the feature's new factor in the place of its old one. */
  private void multiply(int at, int rowBefore, double shareNow, double reachedNow) {
    int below = at + points;
    for (int k = 0; k < points; k++) {
      double factor = shareNow + (reachedNow - shareNow) * t[k];
      products[below + k] = products[at + k] * factor * inverses[rowBefore + k];
      inverses[below + k] = 1 / factor;
    }
  }

  /** Adds the subtree's sums to its parent's; returns what the edge's feature gets of them. */
  private double collect(int at, int rowBefore, double gain, double gainBefore) {
    int below = at + points;
    double change = 0;
    for (int k = 0; k < points; k++) {
      double sum = sums[below + k];
      sums[at + k] += sum;
      change += sum * (gain * inverses[below + k] - gainBefore * inverses[rowBefore + k]);
    }
    return change;
  }
}
