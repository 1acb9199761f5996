package io.mastiff.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.feature.DatasetRow;
import io.mastiff.feature.FeatureSchema;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import smile.base.cart.DecisionNode;
import smile.base.cart.SplitRule;
import smile.classification.RandomForest;

/**
 * Smile's random forest, and its way into the portable file.
 *
 * <p>The forest's posterior is the mean of its trees' leaves, each tree weighted by its accuracy
 * out of the bag (Breiman, Machine Learning 45, 2001). The file's margin is that posterior less one
 * half; four times that is the tangent of its log-odds there, and the calibration does the rest.
 */
final class ForestTrees implements GrownTrees {
  private static final double SCALE = 4.0;
  private static final double MIDDLE = 0.5;

  /**
   * How the trees grow.
   *
   * @param maxNodes most leaves of a tree
   * @param nodeSize fewest rows of a leaf
   */
  record Options(int trees, int maxDepth, int maxNodes, int nodeSize) implements Learner {
    /** So many at their largest, of 999 nodes and at most 16 B each, fit into a model file. */
    static final int MOST_TREES = 800;

    static final Options DEFAULT = new Options(200, 20, 500, 5);

    /** The default with another number of trees. */
    static Options of(int trees) {
      return new Options(trees, DEFAULT.maxDepth, DEFAULT.maxNodes, DEFAULT.nodeSize);
    }

    @Override
    public GrownTrees fit(List<DatasetRow> rows, long seed) throws TrainingException {
      return ForestTrees.fit(rows, this, seed);
    }

    /** Votes end at one, so that little is left above people's highest. */
    @Override
    public double margin() {
      return 0.03;
    }

    @Override
    public String algorithm() {
      return "random forest (Smile 3.1.1)";
    }

    @Override
    public void describe(ObjectNode card) {
      card.put("maxNodes", maxNodes).put("maxDepth", maxDepth).put("nodeSize", nodeSize);
    }

    @Override
    public List<Learner> forFewSessions() {
      return List.of(new Options(60, 4, 6, 5), new Options(120, 8, 16, 3));
    }
  }

  private final RandomForest model;
  private final double[] shares;

  private ForestTrees(RandomForest model) {
    this.model = model;
    double[] weights = Arrays.stream(model.models()).mapToDouble(tree -> tree.weight).toArray();
    double sum = Arrays.stream(weights).sum();
    this.shares = Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  static ForestTrees fit(List<DatasetRow> rows, Options options, long seed)
      throws TrainingException {
    int[] labels = TrainingFrame.labels(rows);
    return new ForestTrees(
        RandomForest.fit(
            TrainingFrame.LABEL,
            TrainingFrame.of(rows, labels),
            options.trees(),
            (int) Math.sqrt(FeatureSchema.size()),
            SplitRule.GINI,
            options.maxDepth(),
            options.maxNodes(),
            options.nodeSize(),
            1.0,
            new int[] {1, 1},
            new SplittableRandom(seed).longs(options.trees()).map(s -> s >>> 1)));
  }

  @Override
  public double logOdds(double[] x) {
    return SCALE * (posterior(x) - MIDDLE);
  }

  /** What Smile itself makes of a vector: the share of the vote for a bot. */
  double posterior(double[] x) {
    double[] posterior = new double[2];
    model.predict(TrainingFrame.vector(x), posterior);
    return posterior[1];
  }

  @Override
  public void export(ModelFile.Builder file) throws TrainingException {
    file.setIntercept(-MIDDLE).setShrinkage(1).setScale(SCALE);
    double[] posterior = new double[2];
    for (int t = 0; t < shares.length; t++) {
      double share = shares[t];
      file.addTrees(
          SmileTrees.export(
              model.models()[t].tree.root(),
              leaf -> share * ((DecisionNode) leaf).posteriori(posterior)[1]));
    }
  }
}
