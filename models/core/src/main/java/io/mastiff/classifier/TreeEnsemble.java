package io.mastiff.classifier;

import io.mastiff.classifier.file.ModelFile;
import java.util.Arrays;

/**
 * Boosted regression trees in flat arrays.
 *
 * <p>{@code margin = intercept + shrinkage * sum of leaves}; {@code x[feature] <= value} goes left.
 * Immutable; {@link #margin} allocates nothing.
 */
public final class TreeEnsemble {
  private final double intercept;
  private final TreeLayout layout;
  private final int[] roots;
  private final int[] levels;
  private final double[] thresholds;
  private final int[] links;
  private final double[] outputs;

  private TreeEnsemble(double intercept, TreeLayout layout) {
    this.intercept = intercept;
    this.layout = layout;
    roots = layout.roots;
    levels = levels(layout.depths);
    thresholds = layout.thresholds;
    links = layout.links;
    outputs = layout.outputs;
  }

  /** Reads the trees of a file that {@link ModelReader} has found sound. */
  static TreeEnsemble of(ModelFile file) {
    return new TreeEnsemble(file.getIntercept(), TreeLayout.of(file));
  }

  /** The depth of the deepest of each four trees. */
  private static int[] levels(int[] depths) {
    int[] deepest = new int[depths.length / 4];
    for (int group = 0; group < deepest.length; group++) {
      deepest[group] = Arrays.stream(depths, 4 * group, 4 * group + 4).max().orElse(0);
    }
    return deepest;
  }

  /** The sum of the trees for one vector, added in the order of the trees. */
  public double margin(double[] x) {
    if (!isFinite(x)) {
      return marginOfAny(x);
    }
    double sum = intercept;
    for (int group = 0; group < levels.length; group++) {
      int a = roots[4 * group];
      int b = roots[4 * group + 1];
      int c = roots[4 * group + 2];
      int d = roots[4 * group + 3];
      for (int level = levels[group]; level > 0; level--) {
        a = next(a, x);
        b = next(b, x);
        c = next(c, x);
        d = next(d, x);
      }
      sum += outputs[a];
      sum += outputs[b];
      sum += outputs[c];
      sum += outputs[d];
    }
    return addRest(sum, 4 * levels.length, x);
  }

  /**
   * The child to go on to, without a branch that could be guessed wrongly: for finite values the
   * difference is negative exactly when {@code x > threshold}.
   */
  private int next(int node, double[] x) {
    int link = links[node];
    double room = thresholds[node] - x[link & TreeLayout.FEATURE_MASK];
    return (link >>> TreeLayout.FEATURE_BITS) + (int) (Double.doubleToRawLongBits(room) >>> 63);
  }

  /** The same for vectors with infinite values or such that are not numbers. */
  private double marginOfAny(double[] x) {
    return addRest(intercept, 0, x);
  }

  private double addRest(double sum, int firstTree, double[] x) {
    double total = sum;
    for (int tree = firstTree; tree < roots.length; tree++) {
      int node = roots[tree];
      while (!layout.isLeaf(node)) {
        node = layout.next(node, x);
      }
      total += outputs[node];
    }
    return total;
  }

  /** Adds to each feature's value by how much its splits on the way changed the expected output. */
  void addSteps(double[] x, double[] values) {
    for (int root : roots) {
      int node = root;
      while (!layout.isLeaf(node)) {
        int next = layout.next(node, x);
        values[layout.feature(node)] += layout.means[next] - layout.means[node];
        node = next;
      }
    }
  }

  private static boolean isFinite(double[] x) {
    for (double value : x) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  double intercept() {
    return intercept;
  }

  TreeLayout layout() {
    return layout;
  }

  /** Length of the longest path from a root to a leaf. */
  int depth() {
    return Arrays.stream(layout.depths).max().orElse(0);
  }

  public int trees() {
    return roots.length;
  }

  public int nodes() {
    return thresholds.length;
  }
}
