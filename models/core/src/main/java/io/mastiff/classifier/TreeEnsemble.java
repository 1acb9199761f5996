package io.mastiff.classifier;

import io.mastiff.classifier.file.ModelFile;
import io.mastiff.classifier.file.Tree;

/**
 * Boosted regression trees in flat arrays.
 *
 * <p>{@code margin = intercept + shrinkage * sum of leaves}; {@code x[feature] <= value} goes left.
 * Immutable; {@link #margin} allocates nothing.
 */
public final class TreeEnsemble {
  private final double intercept;
  private final double shrinkage;
  private final int[] roots;
  private final int[] feature;
  private final double[] value;
  private final int[] left;
  private final int[] right;
  private final double[] mean;

  private TreeEnsemble(ModelFile file, int nodes) {
    intercept = file.getIntercept();
    shrinkage = file.getShrinkage();
    roots = new int[file.getTreesCount()];
    feature = new int[nodes];
    value = new double[nodes];
    left = new int[nodes];
    right = new int[nodes];
    mean = new double[nodes];
  }

  /** Reads the trees of a file that {@link ModelReader} has found sound. */
  static TreeEnsemble of(ModelFile file) {
    int nodes = file.getTreesList().stream().mapToInt(Tree::getFeatureCount).sum();
    TreeEnsemble ensemble = new TreeEnsemble(file, nodes);
    int at = 0;
    for (int t = 0; t < file.getTreesCount(); t++) {
      ensemble.roots[t] = at;
      ensemble.fill(file.getTrees(t), at);
      at += file.getTrees(t).getFeatureCount();
    }
    return ensemble;
  }

  private void fill(Tree tree, int at) {
    for (int i = tree.getFeatureCount() - 1; i >= 0; i--) {
      int node = at + i;
      feature[node] = tree.getFeature(i);
      value[node] = tree.getValue(i);
      if (feature[node] < 0) {
        mean[node] = value[node];
        continue;
      }
      int l = tree.getLeft(i);
      int r = tree.getRight(i);
      left[node] = at + l;
      right[node] = at + r;
      double leftCover = Math.max(1, tree.getCover(l));
      double rightCover = Math.max(1, tree.getCover(r));
      mean[node] =
          (mean[at + l] * leftCover + mean[at + r] * rightCover) / (leftCover + rightCover);
    }
  }

  /** The sum of the trees for one vector. */
  public double margin(double[] x) {
    double sum = intercept;
    for (int root : roots) {
      int node = root;
      while (feature[node] >= 0) {
        node = x[feature[node]] <= value[node] ? left[node] : right[node];
      }
      sum += shrinkage * value[node];
    }
    return sum;
  }

  /**
   * What each feature adds to the margin along the paths taken (Saabas' method).
   *
   * @return one contribution for each feature, in units of the margin; with the mean of all trees
   *     they add up to the margin
   */
  public double[] contributions(double[] x) {
    double[] sum = new double[x.length];
    for (int root : roots) {
      int node = root;
      while (feature[node] >= 0) {
        int next = x[feature[node]] <= value[node] ? left[node] : right[node];
        sum[feature[node]] += shrinkage * (mean[next] - mean[node]);
        node = next;
      }
    }
    return sum;
  }

  public int trees() {
    return roots.length;
  }

  public int nodes() {
    return feature.length;
  }
}
