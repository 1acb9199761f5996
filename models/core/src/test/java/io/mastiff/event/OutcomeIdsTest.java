package io.mastiff.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Ids stay what they are from version to version, or old and new tellings would both count. */
class OutcomeIdsTest {
  private static final Outcome PURCHASE =
      Outcome.newBuilder()
          .setFormat(1)
          .setShop("default")
          .setReference("A-17")
          .setKind("purchased")
          .setValueCents(1990)
          .setCurrency("EUR")
          .setAtMs(1_700_000_000_123L)
          .build();

  @Test
  void anIdIsPinned() {
    assertThat(OutcomeIds.of(PURCHASE)).isEqualTo(-673_701_002_440_710_025L);
  }

  @Test
  void anIdThatIsThereIsKept() {
    assertThat(OutcomeIds.of(PURCHASE.toBuilder().setId(7).build())).isEqualTo(7);
  }

  @Test
  void everyFieldTells() {
    assertThat(
            new long[] {
              OutcomeIds.of(PURCHASE),
              OutcomeIds.of(PURCHASE.toBuilder().setShop("other").build()),
              OutcomeIds.of(PURCHASE.toBuilder().setReference("A-18").build()),
              OutcomeIds.of(PURCHASE.toBuilder().setKind("refunded").build()),
              OutcomeIds.of(PURCHASE.toBuilder().setValueCents(1991).build()),
              OutcomeIds.of(PURCHASE.toBuilder().setCurrency("SEK").build()),
              OutcomeIds.of(PURCHASE.toBuilder().setAtMs(1_700_000_000_124L).build())
            })
        .doesNotHaveDuplicates();
  }
}
