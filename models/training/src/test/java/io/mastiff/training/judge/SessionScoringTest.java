package io.mastiff.training.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mastiff.classifier.Classifier;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import io.mastiff.training.TrainingException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionScoringTest {
  @TempDir Path folder;
  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private Classifier model;

  @BeforeEach
  void readsAModel() throws Exception {
    model = ModelSource.read(ModelFixture.write(folder.resolve("model"), 30, 0.9));
  }

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private static double[] like(boolean bot) {
    return FeatureSchema.features().stream().mapToDouble(f -> level(f, bot ? 0.9 : 0.1)).toArray();
  }

  private static double level(SessionFeature feature, double level) {
    return feature.min() + level * (feature.max() - feature.min());
  }

  /** A product a page; of eight only half are different. */
  private static double[] like(boolean bot, int pages) {
    double[] x = like(bot);
    x[SessionFeature.PRODUCTS_LOG.ordinal()] = Math.log1p(pages);
    x[SessionFeature.PRODUCT_DISTINCT.ordinal()] = pages == 8 ? 0.5 : 1;
    return x;
  }

  private static EvaluationRow row(String session, boolean bot, int pages, boolean looksLikeABot) {
    return new EvaluationRow(
        bot,
        bot ? "loop" : "shopper",
        session,
        session,
        pages,
        pages == 8,
        1,
        like(looksLikeABot, pages));
  }

  /**
   * Rows lie as they like; a bot caught at its third page stays caught when it looks like people.
   */
  private Path shuffled() throws Exception {
    Path target = folder.resolve("data");
    try (DatasetFixture dataset = new DatasetFixture(target)) {
      dataset.add("test", row("b1", true, 8, false));
      dataset.add("test", row("h1", false, 1, false));
      dataset.add("test", row("b1", true, 3, true));
      dataset.part();
      dataset.add("test", row("h1", false, 8, false));
      dataset.add("test", row("b2", true, 8, false));
      dataset.add("test", row("b1", true, 1, false));
      dataset.add("train", row("b3", true, 1, true));
      dataset.part();
    }
    return target;
  }

  @Test
  void aSessionIsJudgedByItsPrefixesInOrderWhereverTheyLie() throws Exception {
    Decisions decisions = new Decisions(model);
    SessionScoring scoring = new SessionScoring(List.of(decisions), executor);
    try (EvaluationReader reader = new EvaluationReader(DatasetFolder.open(shuffled()))) {
      reader.read("test", scoring);
    }
    SessionTable table = scoring.finish();

    assertThat(table.size()).isEqualTo(3);
    assertThat(table.humans()).isEqualTo(1);
    assertThat(table.pages(0)).isEqualTo(8);
    assertThat(decisions.actedAt(0)).isEqualTo(3);
    assertThat(decisions.probability(0)).isGreaterThan(0.99);
    assertThat(decisions.whole(0)).isLessThan(0.01);
    assertThat(decisions.actedAt(1)).isZero();
    Effect effect = Effect.of(table, decisions, 0);
    assertThat(effect)
        .usingRecursiveComparison()
        .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
        .isEqualTo(new Effect(2, 0.5, 3, 3, 11 / 16.0, 7 / 8.0));
    assertThat(Harm.of(table, decisions, -1).hit()).isZero();
    Calibration calibration = Calibration.of(table, decisions);
    assertThat(calibration.ece()).isCloseTo(1 / 3.0, within(0.01));
    assertThat(calibration.top().observed()).isEqualTo(1);
  }

  @Test
  void aSessionOfBothLabelsIsRefused() throws Exception {
    SessionTable table = new SessionTable();
    table.add(row("s", true, 1, true));

    assertThatThrownBy(() -> table.add(row("s", false, 2, true)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("session s is both human and bot");
  }

  @Test
  void theSameSeedDrawsTheSameRowsAndTrainsTheSameModel() throws Exception {
    Path data = DatasetFixture.write(folder.resolve("many"), 1_800, 3);
    try (EvaluationReader reader = new EvaluationReader(DatasetFolder.open(data))) {
      TrainingSample sample = TrainingSample.draw(reader, "train", 300, 5);

      assertThat(sample.rows()).hasSize(300);
      assertThat(sample.rows().stream().filter(EvaluationRow::bot)).hasSize(150);
      assertThat(sessions(TrainingSample.draw(reader, "train", 300, 5)))
          .isEqualTo(sessions(sample));
      assertThat(sessions(TrainingSample.draw(reader, "train", 300, 6)))
          .isNotEqualTo(sessions(sample));
      List<Contender> first = SessionScoring.all(executor, new Contenders(sample, 1).baselines());
      List<Contender> second = SessionScoring.all(executor, new Contenders(sample, 1).baselines());
      for (int i = 0; i < first.size(); i++) {
        ToDoubleFunction<double[]> again = second.get(i).scorer();
        for (EvaluationRow row : sample.rows()) {
          assertThat(again.applyAsDouble(row.x()))
              .isEqualTo(first.get(i).scorer().applyAsDouble(row.x()));
        }
      }
    }
  }

  private static List<String> sessions(TrainingSample sample) {
    return sample.rows().stream().map(row -> row.session() + "/" + row.pages()).toList();
  }
}
