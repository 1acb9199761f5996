package io.mastiff.training;

import io.mastiff.classifier.file.ModelFile;
import io.mastiff.feature.DatasetRow;
import io.mastiff.feature.FeatureSchema;
import java.util.Arrays;
import java.util.List;
import smile.classification.GradientTreeBoost;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.type.StructType;
import smile.data.vector.IntVector;
import smile.math.MathEx;
import smile.regression.RegressionTree;

/**
 * Smile's gradient boosted trees, and their way into the portable file.
 *
 * <p>Smile adds {@code intercept + shrinkage * sum of leaves}; its posterior is the sigmoid of
 * twice that. The same seed on the same thread gives the same trees.
 */
final class BoostedTrees {
  static final double SCALE = 2.0;
  private static final String[] COLUMNS = FeatureSchema.columns().toArray(String[]::new);
  private static final StructType SCHEMA =
      DataFrame.of(new double[1][COLUMNS.length], COLUMNS).schema();

  /**
   * How the trees grow.
   *
   * @param maxNodes most leaves of a tree
   * @param nodeSize fewest rows of a leaf
   */
  record Options(
      int trees, int maxDepth, int maxNodes, int nodeSize, double shrinkage, double subsample) {
    static final Options DEFAULT = new Options(320, 8, 24, 20, 0.2, 0.7);
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
    double[][] x = rows.stream().map(DatasetRow::x).toArray(double[][]::new);
    int[] y = rows.stream().mapToInt(row -> row.bot() ? 1 : 0).toArray();
    long bots = Arrays.stream(y).sum();
    if (bots == 0 || bots == y.length) {
      throw new TrainingException("the training rows hold only one class; both are needed");
    }
    DataFrame frame = DataFrame.of(x, COLUMNS).merge(IntVector.of("is_bot", y));
    MathEx.setSeed(seed);
    GradientTreeBoost model =
        GradientTreeBoost.fit(
            Formula.lhs("is_bot"),
            frame,
            options.trees(),
            options.maxDepth(),
            options.maxNodes(),
            options.nodeSize(),
            options.shrinkage(),
            options.subsample());
    double mu = (2.0 * bots - y.length) / y.length;
    return new BoostedTrees(model, 0.5 * Math.log((1 + mu) / (1 - mu)), options);
  }

  /** What Smile itself makes of a vector: log-odds of a bot. */
  double logOdds(double[] x) {
    double[] posterior = new double[2];
    model.predict(Tuple.of(x, SCHEMA), posterior);
    double p = Math.min(Math.max(posterior[1], 1e-12), 1 - 1e-12);
    return Math.log(p / (1 - p));
  }

  GradientTreeBoost smile() {
    return model;
  }

  /** Writes the ensemble; calibration, thresholds and card are for the caller to add. */
  void export(ModelFile.Builder file) throws TrainingException {
    file.setIntercept(intercept).setShrinkage(options.shrinkage()).setScale(SCALE);
    for (RegressionTree tree : model.trees()) {
      file.addTrees(SmileTrees.export(tree));
    }
  }
}
