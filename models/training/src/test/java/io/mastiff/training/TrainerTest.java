package io.mastiff.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelReader;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.feature.DatasetRow;
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

  static List<DatasetRow> rows(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    List<DatasetRow> rows = new ArrayList<>();
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
      rows.add(
          new DatasetRow(
              split, bot, bot ? "loop" : "shopper", "s" + i, "c" + i, 1, true, 1, "test", i, x));
    }
    return rows;
  }

  /** The ensemble by way of the portable file, not calibrated. */
  static Classifier read(GrownTrees trees) throws Exception {
    ModelFile.Builder file =
        ModelFile.newBuilder()
            .setFormat(1)
            .setSchema(FeatureSchema.hash())
            .addAllFeatures(FeatureSchema.columns())
            .setSlope(1)
            .setBlockThreshold(1)
            .setThrottleThreshold(1);
    trees.export(file);
    return ModelReader.read(file.build().toByteArray());
  }

  /** The exported ensemble scores as Smile itself does. */
  @Test
  void theExportedTreesScoreAsSmileDoesOnTenThousandRows() throws Exception {
    BoostedTrees trees =
        BoostedTrees.fit(rows(1, 4_000), new BoostedTrees.Options(60, 8, 24, 5, 0.1, 0.7), 7);
    Classifier exported = read(trees);
    List<DatasetRow> test = rows(99, 10_000);
    StructType schema = DataFrame.of(new double[][] {test.get(0).x()}, COLUMNS).schema();
    double[] posterior = new double[2];
    double worst = 0;
    for (DatasetRow row : test) {
      trees.smile().predict(Tuple.of(row.x(), schema), posterior);
      worst = Math.max(worst, Math.abs(posterior[1] - exported.rawProbability(row.x())));
    }

    assertThat(worst).isLessThan(1e-9);
  }

  static List<DatasetRow> split(List<DatasetRow> rows, String name) {
    return rows.stream().filter(row -> row.split().equals(name)).toList();
  }

  private static byte[] train(List<DatasetRow> rows, long seed) throws TrainingException {
    return new Trainer(new BoostedTrees.Options(20, 6, 12, 10, 0.1, 0.7), seed)
        .train(
            split(rows, "train"), split(rows, "calibrate"), new ObjectMapper().createObjectNode());
  }

  @Test
  void trainingTwiceGivesTheSameBytes() throws Exception {
    List<DatasetRow> rows = rows(3, 5_000);
    byte[] first = train(rows, 42);

    assertThat(train(rows, 42)).isEqualTo(first);
    assertThat(ModelReader.read(first).cardJson()).contains("\"seed\":42");
  }

  @Test
  void anotherSeedGivesOtherTrees() throws Exception {
    List<DatasetRow> rows = rows(3, 5_000);

    assertThat(train(rows, 1)).isNotEqualTo(train(rows, 2));
  }

  @Test
  void oneClassAloneIsRefused() {
    List<DatasetRow> people = rows(3, 5_000).stream().filter(r -> !r.bot()).limit(1_500).toList();

    assertThatThrownBy(() -> BoostedTrees.fit(people, BoostedTrees.Options.DEFAULT, 1))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("only one class");
    assertThatThrownBy(() -> train(people, 1))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("too few clients that are bots");
  }

  /** Two features tell bots from people, 42 are noise; no split is left to calibrate on. */
  @Test
  void ofFewSessionsTheTellingFeaturesAreChosen() throws Exception {
    List<DatasetRow> few = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(8);
    for (DatasetRow row : rows(8, 130)) {
      double[] x = new double[FeatureSchema.size()];
      for (SessionFeature feature : FeatureSchema.features()) {
        double u = random.nextDouble();
        x[feature.ordinal()] = feature.min() + u * (feature.max() - feature.min());
      }
      double tell = random.nextDouble() * 0.5 + (row.bot() ? 0.4 : 0);
      x[SessionFeature.ASSET_RATIO.ordinal()] = 200 * tell;
      x[SessionFeature.HEAD_SHARE.ordinal()] = 1 - tell;
      few.add(
          new DatasetRow(
              "train",
              row.bot(),
              row.family(),
              row.session(),
              row.client(),
              1,
              true,
              1,
              "t",
              0,
              x));
    }
    Classifier model =
        ModelReader.read(
            new Trainer(BoostedTrees.Options.DEFAULT, 1)
                .train(few.subList(0, 90), List.of(), MissingNode.getInstance()));

    int right = 0;
    for (DatasetRow row : few.subList(90, 130)) {
      right += model.score(row.x()).probability() >= 0.5 == row.bot() ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(34);
    assertThat(model.cardJson())
        .contains("asset_ratio", "head_share", "held-out folds", "real log");
  }

  @Test
  void aSampleHasBothClassesAndIsTheSameInAnyOrder() {
    List<DatasetRow> rows = rows(4, 3_000);
    List<DatasetRow> turned = new ArrayList<>(rows);
    java.util.Collections.reverse(turned);
    List<DatasetRow> sample = Sampling.of(rows, 1_000, 9);

    assertThat(sample).hasSize(1_000);
    assertThat(sample.stream().filter(DatasetRow::bot)).hasSize(500);
    assertThat(Sampling.of(turned, 1_000, 9)).containsExactlyInAnyOrderElementsOf(sample);
    assertThat(Sampling.of(rows, 1_000, 10)).isNotEqualTo(sample);
    assertThat(Sampling.of(rows, 2_800, 9).stream().filter(DatasetRow::bot).count())
        .as("all there are")
        .isEqualTo(rows.stream().filter(DatasetRow::bot).count());
  }

  @Test
  void ofFewerRowsDoubtfulSessionsStayByTheirWeight() {
    List<DatasetRow> rows = new ArrayList<>();
    for (DatasetRow r : rows(4, 9_000)) {
      double weight = r.bot() ? r.atMs() % 2 == 0 ? 0.8 : 0.2 : 0.1;
      for (int pages : new int[] {1, 3}) {
        rows.add(
            new DatasetRow(
                r.split(),
                r.bot(),
                r.family(),
                r.session(),
                r.client(),
                pages,
                pages == 3,
                weight,
                r.source(),
                r.atMs(),
                r.x()));
      }
    }
    List<DatasetRow> sample = Sampling.of(rows, 200_000, 9);
    long people = rows.stream().filter(row -> !row.bot()).count();
    double doubtful = sample.stream().filter(r -> r.bot() && r.weight() < 0.5).count();

    assertThat(sample.stream().filter(row -> !row.bot()).count())
        .as("all of one weight stay")
        .isEqualTo(people);
    assertThat(doubtful / rows.stream().filter(r -> r.bot() && r.weight() < 0.5).count())
        .isBetween(0.22, 0.28);
    assertThat(sample.stream().filter(r -> r.weight() == 0.8))
        .hasSameSizeAs(rows.stream().filter(r -> r.weight() == 0.8).toList());
    assertThat(sample.stream().filter(DatasetRow::last).count() * 2).isEqualTo(sample.size());
  }

  @Test
  void theAreaUnderTheCurveIsAsCountedByPairs() {
    double[] values = {1, 2, 2, 3, 5, 5};
    boolean[] positive = {false, false, true, true, false, true};

    assertThat(RankSum.auc(values, positive)).isEqualTo((1 + 0.5 + 2 + 2 + 0.5) / 9);
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
