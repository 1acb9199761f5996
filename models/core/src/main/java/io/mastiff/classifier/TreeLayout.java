package io.mastiff.classifier;

import io.mastiff.classifier.file.ModelFile;
import io.mastiff.classifier.file.Tree;

/**
 * The nodes of all trees in the order in which a vector meets them: breadth first, siblings side by
 * side, what a step needs in twelve bytes.
 *
 * <p>A leaf is its own child and its threshold is above everything finite, so that a vector that
 * has arrived stays. Thresholds hold no negative zero.
 */
final class TreeLayout {
  /** Low bits of {@link #links} that hold the feature; the others hold the left child. */
  static final int FEATURE_BITS = 10;

  static final int FEATURE_MASK = (1 << FEATURE_BITS) - 1;

  final int[] roots;
  final int[] depths;
  final double[] thresholds;
  final int[] links;

  /** Shrinkage times the output of a leaf; 0 at a split. */
  final double[] outputs;

  /** Share of the parent's training rows that came this way, over 0 and below 1; 1 at a root. */
  final double[] shares;

  /** Output of the training rows that came by, in the mean. */
  final double[] means;

  private int end;

  private TreeLayout(int trees, int nodes) {
    roots = new int[trees];
    depths = new int[trees];
    thresholds = new double[nodes];
    links = new int[nodes];
    outputs = new double[nodes];
    shares = new double[nodes];
    means = new double[nodes];
  }

  /** Lays out a file that {@link ModelReader} has found sound. */
  static TreeLayout of(ModelFile file) {
    int nodes = file.getTreesList().stream().mapToInt(Tree::getFeatureCount).sum();
    TreeLayout layout = new TreeLayout(file.getTreesCount(), nodes);
    for (int t = 0; t < layout.roots.length; t++) {
      layout.roots[t] = layout.end;
      layout.depths[t] = layout.add(file.getTrees(t), file.getShrinkage());
    }
    return layout;
  }

  /** Appends a tree; returns its depth, 0 for a single leaf. */
  private int add(Tree tree, double shrinkage) {
    int root = end;
    int[] order = new int[tree.getFeatureCount()];
    int[] depth = new int[order.length];
    int placed = 1;
    shares[root] = 1;
    for (int at = 0; at < placed; at++) {
      int node = order[at];
      if (tree.getFeature(node) < 0) {
        setLeaf(root + at, shrinkage * tree.getValue(node));
        continue;
      }
      order[placed] = tree.getLeft(node);
      order[placed + 1] = tree.getRight(node);
      depth[placed] = depth[at] + 1;
      depth[placed + 1] = depth[at] + 1;
      setSplit(root + at, root + placed, tree, node);
      placed += 2;
    }
    end = root + placed;
    for (int node = end - 1; node >= root; node--) {
      means[node] =
          isLeaf(node)
              ? outputs[node]
              : shares[left(node)] * means[left(node)]
                  + shares[left(node) + 1] * means[left(node) + 1];
    }
    return depth[placed - 1];
  }

  private void setLeaf(int at, double output) {
    outputs[at] = output;
    thresholds[at] = Double.POSITIVE_INFINITY;
    links[at] = at << FEATURE_BITS;
  }

  private void setSplit(int at, int left, Tree tree, int node) {
    thresholds[at] = tree.getValue(node) + 0.0;
    links[at] = left << FEATURE_BITS | tree.getFeature(node);
    double leftCover = Math.max(1, tree.getCover(tree.getLeft(node)));
    double rightCover = Math.max(1, tree.getCover(tree.getRight(node)));
    shares[left] = leftCover / (leftCover + rightCover);
    shares[left + 1] = rightCover / (leftCover + rightCover);
  }

  int left(int node) {
    return links[node] >>> FEATURE_BITS;
  }

  int feature(int node) {
    return links[node] & FEATURE_MASK;
  }

  boolean isLeaf(int node) {
    return left(node) == node;
  }

  /** The child that a vector goes on to; what is not a number goes right. */
  int next(int node, double[] x) {
    return left(node) + (x[feature(node)] <= thresholds[node] ? 0 : 1);
  }
}
