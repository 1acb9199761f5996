package io.mastiff.training.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SliceTest {
  private static double[] x(boolean headers, boolean buyers) {
    double[] x = FeatureSchema.features().stream().mapToDouble(SessionFeature::missing).toArray();
    x[SessionFeature.BARE_HEADERS.ordinal()] += headers ? 1 : 0;
    x[SessionFeature.HOUR_SURPRISE.ordinal()] += buyers ? 1 : 0;
    return x;
  }

  @Test
  void eachSliceRanksAmongItsOwnPeople() throws Exception {
    SessionTable table = new SessionTable();
    double[] score = new double[1_200];
    for (int s = 0; s < score.length; s++) {
      boolean door = s % 2 == 0;
      boolean bot = s % 4 >= 2;
      table.add(
          new EvaluationRow(bot, bot ? "far" : "shopper", "s" + s, "c", 1, true, 1, x(door, door)));
      score[s] = door ? (bot ? 1_000 + s : -s) : 500;
    }
    Map<Sees, Slice> slices = Slice.all(table, new Ranking(score, score.length));

    assertThat(slices).containsOnlyKeys(Sees.DOOR, Sees.NEW_LOG);
    Slice door = slices.get(Sees.DOOR);
    assertThat(door.auc()).isEqualTo(1);
    assertThat(door.people()).isEqualTo(300);
    assertThat(door.recall()).containsExactly(Map.entry("0.01", 1.0));
    Slice log = slices.get(Sees.NEW_LOG);
    assertThat(log.auc()).as("all of one score").isEqualTo(0.5);
    assertThat(log.recall()).containsExactly(Map.entry("0.01", 0.0));
  }

  @Test
  void whatIsMissingTellsWhatWasKnown() {
    assertThat(Sees.of(x(true, true))).isEqualTo(Sees.DOOR);
    assertThat(Sees.of(x(true, false))).isEqualTo(Sees.NEW_DOOR);
    assertThat(Sees.of(x(false, true))).isEqualTo(Sees.LOG);
    assertThat(Sees.of(x(false, false))).isEqualTo(Sees.NEW_LOG);
  }
}
