package io.mastiff.standalone.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class AddressFloodTest {
  @Test
  void aFloodOfStrangersDoesNotMakeADoorGrowAndSomeOfThemComeNearTheirLimits() {
    FloodResult result = AddressFlood.run(400_000, sent -> {});

    assertThat(result.heapAfter())
        .isLessThan((long) (result.heapBefore() * 1.05) + result.stated());
    assertThat(result.promoted()).isPositive();
    assertThat(result.agents()).isEqualTo(100_000);
  }

  @Test
  void aHeapThatGrowsAndARateThatFallsAreTold() {
    FloodResult grown =
        new FloodResult(1, 1, 30_000_000, 90_000_000, Collections.nCopies(20, 1_000.0), 0);
    FloodResult slowed =
        new FloodResult(
            1, 1, 30_000_000, 30_000_000, java.util.List.of(9., 9., 9., 9., 9., 9., 5.), 0);

    assertThat(grown.failures()).singleElement().asString().contains("heap grew");
    assertThat(slowed.failures()).singleElement().asString().contains("a twentieth ran");
  }
}
