package io.mastiff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.event.RequestEvent;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.state.CohortBatch;
import io.mastiff.feature.state.CohortPartial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CohortCounterTest {
  private static final int TARGETS = 4;

  private final CohortCounter counter = new CohortCounter(0, TARGETS);
  private final Map<Integer, List<CohortBatch>> batches = new HashMap<>();

  private void handOn() {
    counter.handOn(
        (target, batch) -> batches.computeIfAbsent(target, t -> new ArrayList<>()).add(batch));
  }

  private void page(int shape) {
    RequestEvent event = StreamTest.page("10.0.0.0/24", shape, StreamTest.T).build();
    counter.page(event, CohortName.of(event), false, Baseline.NONE, StreamTest.T);
  }

  /** One route, and a shape of its own for each request: all of it is for one partition. */
  @Test
  void aFloodOfShapesIsDividedIntoBatchesThatKafkaTakes() {
    for (int shape = 0; shape < 20_000; shape++) {
      page(shape);
    }
    handOn();

    List<CohortBatch> all = batches.values().stream().flatMap(List::stream).toList();
    assertThat(all)
        .as("of a megabyte, which is what Kafka takes, nothing but a third")
        .allMatch(batch -> batch.getSerializedSize() < 350_000);
    assertThat(
            all.stream()
                .flatMap(batch -> batch.getPartsList().stream())
                .filter(part -> part.getCohort().contains(",route="))
                .mapToLong(CohortPartial::getPages)
                .sum())
        .isEqualTo(20_000);
  }

  @Test
  void whatWasHandedOnIsForgottenAndTheShopsSumGoesToAll() {
    page(1);
    handOn();
    handOn();

    assertThat(batches.get(CohortCounter.TO_ALL)).hasSize(1);
    assertThat(batches.get(CohortCounter.TO_ALL).get(0).getPartsList())
        .extracting(CohortPartial::getCohort)
        .containsExactly("site");
    batches.remove(CohortCounter.TO_ALL);
    assertThat(batches.keySet()).allMatch(target -> target >= 0 && target < TARGETS);
  }
}
