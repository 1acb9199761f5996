package io.mastiff.training;

import io.mastiff.classifier.file.Tree;
import java.util.function.ToDoubleFunction;
import smile.base.cart.InternalNode;
import smile.base.cart.LeafNode;
import smile.base.cart.Node;
import smile.base.cart.OrdinalNode;
import smile.base.cart.RegressionNode;
import smile.data.AbstractTuple;
import smile.data.type.StructType;
import smile.regression.RegressionTree;

/** Smile's trees as the portable file holds them: splits by numbers, in preorder. */
public final class SmileTrees {
  private SmileTrees() {}

  /** One tree, its thresholds exact. */
  public static Tree export(RegressionTree tree) throws TrainingException {
    return export(tree.root(), leaf -> ((RegressionNode) leaf).output());
  }

  /**
   * The same from a tree's root.
   *
   * @param output what a leaf adds to the margin
   */
  static Tree export(Node root, ToDoubleFunction<LeafNode> output) throws TrainingException {
    Tree.Builder out = Tree.newBuilder();
    add(out, root, output);
    return out.build();
  }

  private static int add(Tree.Builder out, Node node, ToDoubleFunction<LeafNode> output)
      throws TrainingException {
    int index = out.getFeatureCount();
    if (node instanceof LeafNode leaf) {
      append(out, -1, output.applyAsDouble(leaf), leaf.size());
    } else if (node instanceof OrdinalNode split) {
      append(out, split.feature(), threshold(split), split.size());
      out.setLeft(index, add(out, split.trueChild(), output));
      out.setRight(index, add(out, split.falseChild(), output));
    } else {
      throw new TrainingException("a tree has a node of an unknown kind: " + node.getClass());
    }
    return index;
  }

  private static void append(Tree.Builder out, int feature, double value, int cover) {
    out.addFeature(feature).addValue(value).addLeft(0).addRight(0).addCover(cover);
  }

  /**
   * The value a split compares with. Smile keeps it from callers, so it is found through the public
   * {@code branch} by bisection over the ordered bits of doubles: exact, and no reflection.
   */
  private static double threshold(InternalNode split) throws TrainingException {
    Probe probe = new Probe();
    long low = ordered(Double.NEGATIVE_INFINITY);
    long high = ordered(Double.POSITIVE_INFINITY);
    while (true) {
      long middle = (low >> 1) + (high >> 1) + (low & high & 1);
      if (middle == low) {
        break;
      }
      probe.value = fromOrdered(middle);
      if (split.branch(probe)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double found = fromOrdered(low);
    if (!Double.isFinite(found)) {
      throw new TrainingException("a split has no finite threshold");
    }
    return found;
  }

  private static long ordered(double value) {
    long bits = Double.doubleToRawLongBits(value);
    return bits >= 0 ? bits : Long.MIN_VALUE - bits - 1;
  }

  private static double fromOrdered(long key) {
    return Double.longBitsToDouble(key >= 0 ? key : Long.MIN_VALUE - key - 1);
  }

  /** A row that has one value everywhere. */
  private static final class Probe extends AbstractTuple {
    private double value;

    @Override
    public Object get(int i) {
      return value;
    }

    @Override
    public double getDouble(int i) {
      return value;
    }

    @Override
    public StructType schema() {
      throw new IllegalStateException("a probe has no schema");
    }
  }
}
