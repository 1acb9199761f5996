package io.mastiff.bench;

import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import io.mastiff.training.SmileTrees;
import io.mastiff.training.TrainingException;
import java.util.SplittableRandom;
import smile.classification.GradientTreeBoost;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.type.StructType;
import smile.data.vector.IntVector;
import smile.math.MathEx;
import smile.regression.RegressionTree;

/** Boosted trees as Smile trained them, and the same trees as our model. */
record SmileModel(GradientTreeBoost smile, Classifier ours, double[][] vectors, Tuple[] tuples) {
  private static final String[] COLUMNS = FeatureSchema.columns().toArray(String[]::new);
  private static final int ROWS = 6_000;
  private static final int VECTORS = 1_024;
  private static final int LEAVES = 24;
  private static final int DEPTH = 8;
  private static final double SHRINKAGE = 0.1;
  private static final long SEED = 7;

  /** Trains on made-up sessions until the trees have at least so many nodes. */
  static SmileModel train(int fewestNodes) throws TrainingException, ModelException {
    SplittableRandom random = new SplittableRandom(SEED);
    double[][] x = new double[ROWS][];
    int[] bot = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      bot[i] = i % 3 == 0 ? 1 : 0;
      x[i] = vector(random, bot[i] == 1);
    }
    DataFrame rows = DataFrame.of(x, COLUMNS).merge(IntVector.of("is_bot", bot));
    MathEx.setSeed(SEED);
    int trees = fewestNodes / (2 * LEAVES - 1) + 2;
    GradientTreeBoost smile =
        GradientTreeBoost.fit(
            Formula.lhs("is_bot"), rows, trees, DEPTH, LEAVES, 20, SHRINKAGE, 0.7);
    Classifier ours = export(smile);
    if (ours.ensemble().nodes() < fewestNodes) {
      throw new TrainingException("the trees have only " + ours.ensemble().nodes() + " nodes");
    }
    return withVectors(smile, ours, random);
  }

  private static SmileModel withVectors(
      GradientTreeBoost smile, Classifier ours, SplittableRandom random) {
    double[][] vectors = new double[VECTORS][];
    Tuple[] tuples = new Tuple[VECTORS];
    for (int i = 0; i < VECTORS; i++) {
      vectors[i] = vector(random, i % 3 == 0);
    }
    StructType schema = DataFrame.of(vectors, COLUMNS).schema();
    for (int i = 0; i < VECTORS; i++) {
      tuples[i] = Tuple.of(vectors[i], schema);
    }
    return new SmileModel(smile, ours, vectors, tuples);
  }

  private static Classifier export(GradientTreeBoost smile)
      throws TrainingException, ModelException {
    ModelFile.Builder file =
        ModelFile.newBuilder()
            .setFormat(ModelReader.FORMAT)
            .setSchema(FeatureSchema.hash())
            .addAllFeatures(FeatureSchema.columns())
            .setShrinkage(SHRINKAGE)
            .setScale(2)
            .setSlope(1)
            .setBlockThreshold(1)
            .setThrottleThreshold(1);
    for (RegressionTree tree : smile.trees()) {
      file.addTrees(SmileTrees.export(tree));
    }
    return ModelReader.read(file.build().toByteArray());
  }

  /** Each value within its feature's range, one in eight missing; bots' are smaller. */
  private static double[] vector(SplittableRandom random, boolean bot) {
    double[] x = new double[FeatureSchema.size()];
    for (SessionFeature feature : FeatureSchema.features()) {
      double u = random.nextDouble() * (bot ? 0.9 : 1);
      boolean missing = random.nextInt(8) == 0;
      double value = feature.min() + u * u * (feature.max() - feature.min());
      x[feature.ordinal()] = missing ? feature.missing() : value;
    }
    return x;
  }
}
