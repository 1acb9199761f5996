package io.mastiff.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.mastiff.feature.state.CohortPartial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CohortAccumulatorTest {
  private static CohortPartial partial(int second, int from, int networks) {
    ByteString sketch = ByteString.EMPTY;
    for (int i = 0; i < networks; i++) {
      sketch = CohortAccumulator.withMember(sketch, "10.0." + (from + i) + ".0/24");
    }
    return CohortPartial.newBuilder()
        .setFormat(1)
        .setSecond(second)
        .setPages(networks)
        .setWithoutCookie(networks)
        .setReturningIds(CohortAccumulator.withMember(ByteString.EMPTY, "s:the-same-visitor"))
        .setNetworks(sketch)
        .build();
  }

  @Test
  void theOrderOfPartialsDoesNotMatter() {
    List<CohortPartial> partials = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      partials.add(partial(i, i * 11, 20));
    }
    double first = CohortAccumulator.of(partials).networks();
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(partials, new Random(seed));
      assertThat(CohortAccumulator.of(partials).networks()).isEqualTo(first);
    }
  }

  @Test
  void distinctNetworksAreEstimatedAcrossPartials() {
    CohortAccumulator cohort =
        CohortAccumulator.of(List.of(partial(1, 0, 100), partial(2, 50, 100)));

    assertThat(cohort.networks()).isCloseTo(150, within(25.0));
    assertThat(cohort.withoutCookie()).isEqualTo(200);
    assertThat(cohort.returningVisitors()).as("one visitor twice").isCloseTo(1, within(0.1));
    assertThat(cohort.returningShare()).isCloseTo(1 / 151.0, within(0.003));
  }
}
