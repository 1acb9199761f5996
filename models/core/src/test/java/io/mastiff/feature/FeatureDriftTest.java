package io.mastiff.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureDriftTest {
  private static final SessionFeature MOVING = FeatureSchema.features().get(0);
  private static final SessionFeature GONE = FeatureSchema.features().get(1);

  /**
   * Even values; in the later period one feature grows by half and one is missing half the time.
   */
  private static double[] vector(Random random, boolean recent, boolean changed) {
    double[] x = new double[FeatureSchema.size()];
    for (SessionFeature feature : FeatureSchema.features()) {
      double range = feature.max() - feature.min();
      x[feature.ordinal()] = feature.min() + range * random.nextDouble() / 2;
    }
    if (recent && changed) {
      x[MOVING.ordinal()] *= 1.5;
      x[GONE.ordinal()] = random.nextBoolean() ? GONE.missing() : x[GONE.ordinal()];
    }
    return x;
  }

  private static FeatureDrift drift(int each, boolean changed) {
    Random random = new Random(5);
    FeatureDrift drift = new FeatureDrift();
    for (int i = 0; i < 2 * each; i++) {
      boolean recent = i % 2 == 0;
      drift.add(recent, random.nextLong(), vector(random, recent, changed));
    }
    return drift;
  }

  @Test
  void whatHasMovedComesFirstAndTheRestIsSteady() {
    List<FeatureDrift.Change> changes = drift(5_000, true).changes();

    assertThat(changes.subList(0, 2))
        .extracting(FeatureDrift.Change::feature)
        .containsExactlyInAnyOrder(MOVING, GONE);
    assertThat(changes.subList(0, 2)).allMatch(change -> change.state().equals("shifted"));
    assertThat(changes.subList(2, changes.size()))
        .allMatch(change -> change.state().equals("steady"));
    FeatureDrift.Change gone =
        changes.stream().filter(c -> c.feature() == GONE).findFirst().orElseThrow();
    assertThat(gone.missingBefore()).isZero();
    assertThat(gone.missingAfter()).isCloseTo(0.5, within(0.05));
  }

  @Test
  void nothingMovesWhereNothingChanged() {
    assertThat(drift(2_000, false).changes())
        .hasSize(FeatureSchema.size())
        .allMatch(change -> change.index() < 0.03);
  }

  @Test
  void fewAreNotEnoughAndManyAreSampledWhateverTheirOrder() {
    assertThat(drift(FeatureDrift.FEWEST - 1, true).enough()).isFalse();
    assertThat(drift(FeatureDrift.FEWEST, true).enough()).isTrue();

    Random random = new Random(1);
    List<double[]> vectors = new ArrayList<>();
    for (int i = 0; i < FeatureDrift.MOST + 5_000; i++) {
      vectors.add(vector(random, false, false));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      order.add(i);
    }
    List<FeatureDrift.Change> first = inOrder(vectors, order);
    Collections.shuffle(order, random);

    assertThat(inOrder(vectors, order)).isEqualTo(first);
  }

  private static List<FeatureDrift.Change> inOrder(List<double[]> vectors, List<Integer> order) {
    FeatureDrift drift = new FeatureDrift();
    for (int i : order) {
      drift.add(i % 3 == 0, i * 0x9e3779b97f4a7c15L, vectors.get(i));
    }
    return drift.changes();
  }
}
