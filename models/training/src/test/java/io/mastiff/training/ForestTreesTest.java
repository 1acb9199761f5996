package io.mastiff.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelReader;
import io.mastiff.feature.DatasetRow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A forest in the portable file scores as Smile does, and is trained, calibrated and told. */
class ForestTreesTest {
  private static final ForestTrees.Options SMALL = new ForestTrees.Options(30, 8, 60, 5);

  private static Classifier trained(int sessions, long seed) throws Exception {
    List<DatasetRow> rows = TrainerTest.rows(3, sessions);
    return ModelReader.read(
        new Trainer(SMALL, seed)
            .train(
                TrainerTest.split(rows, "train"),
                TrainerTest.split(rows, "calibrate"),
                MissingNode.getInstance()));
  }

  private static boolean acted(Classifier model, DatasetRow row) {
    return model.score(row.x()).probability() >= model.throttleThreshold();
  }

  @Test
  void itsVotesReachTheThresholds() throws Exception {
    Classifier model = trained(5_000, 1);

    assertThat(TrainerTest.rows(98, 1_000)).anyMatch(row -> row.bot() && acted(model, row));
  }

  @Test
  void theExportedForestGivesSmilesPosterior() throws Exception {
    ForestTrees forest = ForestTrees.fit(TrainerTest.rows(1, 4_000), SMALL, 7);
    Classifier exported = TrainerTest.read(forest);
    double worst = 0;
    for (DatasetRow row : TrainerTest.rows(99, 10_000)) {
      double margin = exported.ensemble().margin(row.x());
      worst = Math.max(worst, Math.abs(forest.posterior(row.x()) - (margin + 0.5)));
      assertThat(exported.scale() * margin).isCloseTo(forest.logOdds(row.x()), within(1e-8));
    }

    assertThat(worst).isLessThan(1e-9);
  }

  @Test
  void trainingTwiceGivesTheSameBytes() throws Exception {
    assertThat(trained(5_000, 42).hash()).isEqualTo(trained(5_000, 42).hash());
    assertThat(trained(5_000, 42).hash()).isNotEqualTo(trained(5_000, 43).hash());
  }

  @Test
  void manySessionsAndFewAreToldApart() throws Exception {
    for (int sessions : new int[] {5_000, 400}) {
      long bar = sessions == 400 ? 780 : 850;
      Classifier model = trained(sessions, 1);
      List<DatasetRow> test = TrainerTest.rows(98, 1_000);
      long right =
          test.stream()
              .filter(row -> model.score(row.x()).probability() >= 0.5 == row.bot())
              .count();

      assertThat(right).as(sessions + " sessions").isGreaterThan(bar);
      assertThat(model.cardJson()).contains("\"random forest (Smile 3.1.1)\"", "\"nodeSize\"");
    }
  }
}
