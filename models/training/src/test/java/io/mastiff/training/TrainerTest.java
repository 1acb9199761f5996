package io.mastiff.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelReader;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.type.StructType;

class TrainerTest {
  private static final String[] COLUMNS = FeatureSchema.columns().toArray(String[]::new);

  private static List<Dataset.Row> rows(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Dataset.Row> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean bot = random.nextInt(3) == 0;
      double[] x = new double[FeatureSchema.size()];
      for (SessionFeature feature : FeatureSchema.features()) {
        double u = random.nextDouble() * (bot ? 0.8 : 1);
        x[feature.ordinal()] =
            random.nextInt(5) == 0
                ? feature.missing()
                : feature.min() + u * u * (feature.max() - feature.min());
      }
      String split = i % 5 < 3 ? "train" : i % 5 == 3 ? "calibrate" : "test";
      rows.add(new Dataset.Row(split, bot ? "loop" : "shopper", i, 1, x));
    }
    return rows;
  }

  /** The exported ensemble scores as Smile itself does. */
  @Test
  void theExportedTreesScoreAsSmileDoesOnTenThousandRows() throws Exception {
    BoostedTrees trees =
        BoostedTrees.fit(
            rows(1, 4_000), COLUMNS, new BoostedTrees.Options(60, 8, 24, 5, 0.1, 0.7), 7);
    ModelFile.Builder file =
        ModelFile.newBuilder()
            .setFormat(1)
            .setSchema(FeatureSchema.hash())
            .addAllFeatures(FeatureSchema.columns())
            .setSlope(1)
            .setBlockThreshold(1)
            .setThrottleThreshold(1);
    trees.export(file);
    Classifier exported = ModelReader.read(file.build().toByteArray());
    List<Dataset.Row> test = rows(99, 10_000);
    StructType schema = DataFrame.of(new double[][] {test.get(0).x()}, COLUMNS).schema();
    double[] posterior = new double[2];
    double worst = 0;
    for (Dataset.Row row : test) {
      trees.smile().predict(Tuple.of(row.x(), schema), posterior);
      worst = Math.max(worst, Math.abs(posterior[1] - exported.rawProbability(row.x())));
    }

    assertThat(worst).isLessThan(1e-9);
  }

  @Test
  void trainingTwiceGivesTheSameBytes() throws Exception {
    Dataset data = new Dataset(rows(3, 3_000));
    Trainer trainer = new Trainer(new BoostedTrees.Options(20, 6, 12, 10, 0.1, 0.7), 42);

    byte[] first = trainer.train(data);

    assertThat(trainer.train(data)).isEqualTo(first);
    assertThat(ModelReader.read(first).cardJson()).contains("\"seed\":42");
  }

  @Test
  void anotherSeedGivesOtherTrees() throws Exception {
    Dataset data = new Dataset(rows(3, 3_000));
    BoostedTrees.Options options = new BoostedTrees.Options(20, 6, 12, 10, 0.1, 0.7);

    assertThat(new Trainer(options, 1).train(data))
        .isNotEqualTo(new Trainer(options, 2).train(data));
  }

  @Test
  void oneClassAloneIsRefused() {
    Dataset data = new Dataset(rows(3, 300).stream().filter(r -> !r.isBot()).toList());

    assertThatThrownBy(() -> new Trainer(BoostedTrees.Options.DEFAULT, 1).train(data))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("only one class");
  }

  @Test
  void calibrationRecoversAKnownSigmoid() {
    SplittableRandom random = new SplittableRandom(5);
    double[] logOdds = random.doubles(50_000, -4, 4).toArray();
    boolean[] positive = new boolean[logOdds.length];
    for (int i = 0; i < logOdds.length; i++) {
      positive[i] = random.nextDouble() < 1 / (1 + Math.exp(-(0.5 * logOdds[i] - 1)));
    }

    PlattScaling fitted = PlattScaling.fit(logOdds, positive);

    assertThat(fitted.slope()).isBetween(0.47, 0.53);
    assertThat(fitted.offset()).isBetween(-1.05, -0.95);
  }
}
