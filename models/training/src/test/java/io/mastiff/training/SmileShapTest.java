package io.mastiff.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mastiff.classifier.ModelReader;
import io.mastiff.classifier.TreeShap;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import smile.classification.GradientTreeBoost;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.type.StructType;
import smile.data.vector.IntVector;
import smile.math.MathEx;

/** Our SHAP values beside those of the library that trained the trees. */
class SmileShapTest {
  private static final String[] COLUMNS = FeatureSchema.columns().toArray(String[]::new);
  private static final double SHRINKAGE = 0.1;
  private static GradientTreeBoost smile;
  private static TreeShap ours;

  @BeforeAll
  static void train() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    double[][] x = new double[3_000][];
    int[] y = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = random.nextInt(3) == 0 ? 1 : 0;
      x[i] = vector(random, y[i] == 1);
    }
    MathEx.setSeed(7);
    smile =
        GradientTreeBoost.fit(
            Formula.lhs("is_bot"),
            DataFrame.of(x, COLUMNS).merge(IntVector.of("is_bot", y)),
            60,
            8,
            24,
            5,
            SHRINKAGE,
            0.7);
    ModelFile.Builder file =
        ModelFile.newBuilder()
            .setFormat(1)
            .setSchema(FeatureSchema.hash())
            .addAllFeatures(FeatureSchema.columns())
            .setShrinkage(SHRINKAGE)
            .setScale(2)
            .setSlope(1)
            .setBlockThreshold(1)
            .setThrottleThreshold(1);
    for (var tree : smile.trees()) {
      file.addTrees(SmileTrees.export(tree));
    }
    ours = new TreeShap(ModelReader.read(file.build().toByteArray()).ensemble());
  }

  private static double[] vector(SplittableRandom random, boolean bot) {
    double[] x = new double[FeatureSchema.size()];
    for (SessionFeature feature : FeatureSchema.features()) {
      double u = random.nextDouble() * (bot ? 0.8 : 1);
      boolean missing = random.nextInt(5) == 0;
      double value = feature.min() + u * u * (feature.max() - feature.min());
      x[feature.ordinal()] = missing ? feature.missing() : value;
    }
    return x;
  }

  /**
   * Smile gives the mean over the trees, before shrinkage: the factor is shrinkage × trees. It
   * gives each value twice in a row, as if for two classes.
   */
  @Test
  void valuesAreSmilesTimesShrinkageAndTrees() {
    double factor = SHRINKAGE * smile.trees().length;
    SplittableRandom random = new SplittableRandom(99);
    StructType schema = DataFrame.of(new double[][] {vector(random, true)}, COLUMNS).schema();
    double[] values = new double[FeatureSchema.size()];
    for (int i = 0; i < 300; i++) {
      double[] x = vector(random, i % 3 == 0);
      ours.explain(x, values);
      double[] twice = smile.shap(Tuple.of(x, schema));
      assertThat(twice).hasSize(2 * values.length);
      double[] expected = new double[values.length];
      Arrays.setAll(expected, feature -> factor * twice[2 * feature]);

      assertThat(values).containsExactly(expected, within(1e-6));
    }
  }
}
