package io.mastiff.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.feature.DatasetRow;
import java.util.Arrays;
import java.util.List;
import smile.classification.GradientTreeBoost;
import smile.math.MathEx;
import smile.regression.RegressionTree;

/**
 * Smile's gradient boosted trees, and their way into the portable file.
 *
 * <p>Smile adds {@code intercept + shrinkage * sum of leaves}; its posterior is the sigmoid of
 * twice that. The same seed on the same thread gives the same trees.
 */
final class BoostedTrees implements GrownTrees {
  static final double SCALE = 2.0;

  /**
   * How the trees grow.
   *
   * @param maxNodes most leaves of a tree
   * @param nodeSize fewest rows of a leaf
   */
  record Options(
      int trees, int maxDepth, int maxNodes, int nodeSize, double shrinkage, double subsample)
      implements Learner {
    static final Options DEFAULT = new Options(320, 8, 24, 20, 0.2, 0.7);

    /** The default with another number of trees. */
    static Options of(int trees) {
      Options d = DEFAULT;
      return new Options(trees, d.maxDepth, d.maxNodes, d.nodeSize, d.shrinkage, d.subsample);
    }

    @Override
    public GrownTrees fit(List<DatasetRow> rows, long seed) throws TrainingException {
      return BoostedTrees.fit(rows, this, seed);
    }

    @Override
    public double margin() {
      return 0.3;
    }

    @Override
    public String algorithm() {
      return "gradient boosted trees (Smile 3.1.1)";
    }

    @Override
    public void describe(ObjectNode card) {
      card.put("maxNodes", maxNodes).put("shrinkage", shrinkage);
    }

    @Override
    public List<Learner> forFewSessions() {
      return List.of(new Options(40, 3, 4, 5, 0.1, 0.7), new Options(120, 4, 6, 5, 0.05, 0.7));
    }
  }

  private final GradientTreeBoost model;
  private final double intercept;
  private final Options options;

  private BoostedTrees(GradientTreeBoost model, double intercept, Options options) {
    this.model = model;
    this.intercept = intercept;
    this.options = options;
  }

  /** Learns to tell bots from people. */
  static BoostedTrees fit(List<DatasetRow> rows, Options options, long seed)
      throws TrainingException {
    int[] y = TrainingFrame.labels(rows);
    long bots = Arrays.stream(y).sum();
    MathEx.setSeed(seed);
    GradientTreeBoost model =
        GradientTreeBoost.fit(
            TrainingFrame.LABEL,
            TrainingFrame.of(rows, y),
            options.trees(),
            options.maxDepth(),
            options.maxNodes(),
            options.nodeSize(),
            options.shrinkage(),
            options.subsample());
    double mu = (2.0 * bots - y.length) / y.length;
    return new BoostedTrees(model, 0.5 * Math.log((1 + mu) / (1 - mu)), options);
  }

  @Override
  public double logOdds(double[] x) {
    double[] posterior = new double[2];
    model.predict(TrainingFrame.vector(x), posterior);
    double p = Math.min(Math.max(posterior[1], 1e-12), 1 - 1e-12);
    return Math.log(p / (1 - p));
  }

  GradientTreeBoost smile() {
    return model;
  }

  @Override
  public void export(ModelFile.Builder file) throws TrainingException {
    file.setIntercept(intercept).setShrinkage(options.shrinkage()).setScale(SCALE);
    for (RegressionTree tree : model.trees()) {
      file.addTrees(SmileTrees.export(tree));
    }
  }
}
