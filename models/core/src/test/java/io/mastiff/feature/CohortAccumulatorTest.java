package io.mastiff.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mastiff.event.ClientKind;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.feature.state.CohortPartial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CohortAccumulatorTest {
  private static RequestEvent view(int i) {
    return RequestEvent.newBuilder()
        .setClientKind(ClientKind.AGGREGATE)
        .setNetwork("10." + i / 200 + "." + i % 200 + ".0/24")
        .setMethod("GET")
        .setPath("/p/" + i)
        .setPageType(PageType.PRODUCT)
        .setProduct("" + i % 5_000)
        .setSight(Sight.everything())
        .build();
  }

  private static CohortPartial part(int from, int until) {
    CohortAccumulator part = new CohortAccumulator();
    for (int i = from; i < until; i++) {
      part.page(CohortPage.of(view(i), false, Baseline.NONE, 1_000 + i));
    }
    RequestEvent visitor =
        view(from).toBuilder()
            .setClientKind(ClientKind.SESSION)
            .setClient("s:" + from)
            .setNetwork("192.0.2.0/24")
            .build();
    part.page(CohortPage.of(visitor, true, Baseline.NONE, 1_000));
    return part.save().setSecond(from).build();
  }

  @Test
  void howEventsWereDividedChangesNoBit() {
    for (int events : List.of(90, 240, 700, 6_000)) {
      CohortPartial whole = merged(List.of(part(0, events)));
      for (int seed = 0; seed < 6; seed++) {
        List<CohortPartial> parts = new ArrayList<>();
        int step = 7 + 100 * seed;
        for (int from = 0; from < events; from += step) {
          parts.add(part(from, Math.min(events, from + step)));
        }
        Collections.shuffle(parts, new Random(seed));
        CohortPartial sum = merged(parts);

        assertThat(sum.getNetworks()).isEqualTo(whole.getNetworks());
        assertThat(sum.getProducts()).isEqualTo(whole.getProducts());
        assertThat(sum.getReturningIds()).isEqualTo(whole.getReturningIds());
        assertThat(sum.getWithoutCookie()).isEqualTo(events);
        assertThat(sum.getTriggerAtMs()).isEqualTo(whole.getTriggerAtMs());
      }
    }
  }

  private static CohortPartial merged(List<CohortPartial> parts) {
    return CohortAccumulator.of(parts).save().build();
  }

  @Test
  void membersAreCountedOnceAndAWholeStaysSmall() {
    CohortAccumulator cohort = CohortAccumulator.of(List.of(part(0, 100), part(50, 150)));

    assertThat(cohort.networks()).isEqualTo(150);
    assertThat(cohort.withoutCookie()).isEqualTo(200);
    assertThat(cohort.returningVisitors()).as("many cookies from one network").isEqualTo(1);
    assertThat(cohort.returningShare()).isCloseTo(1 / 151.0, within(1e-9));
    assertThat(cohort.samples()).hasSize(2).allMatch(sample -> sample.startsWith("GET /p/"));

    CohortAccumulator many = CohortAccumulator.of(List.of(part(0, 40_000)));
    assertThat(many.networks()).isCloseTo(40_000, within(4_000.0));
    assertThat(many.products().count()).isCloseTo(5_000, within(500.0));
    assertThat(many.save().build().getSerializedSize()).isLessThan(1_500);
  }
}
