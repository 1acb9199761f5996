package io.mastiff.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.Formats;
import io.mastiff.event.Source;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListStateTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LASTS = Duration.ofMinutes(10);

  private final DecisionEngine engine = DecisionEngine.builder().build();
  private final ListState state = new ListState(engine, triggerMs -> {});
  private final long now = System.currentTimeMillis();

  private void learned(long createdMs) {
    BlocklistEntry entry =
        BlocklistEntry.newBuilder()
            .setFormat(Formats.CURRENT)
            .setKey("session:one")
            .setAction(Action.BLOCK)
            .setSource(Source.CLASSIFIER)
            .setCreatedAtMs(createdMs)
            .setExpiresAtMs(createdMs + LASTS.toMillis())
            .build();
    state.applyLearned(entry.getKey(), entry);
  }

  @Test
  void anEntryOfTomorrowLastsNoLongerThanItWasMeant() {
    learned(now + DAY.toMillis());

    assertThat(engine.blockList().size()).isEqualTo(1);
    state.sweep(now + LASTS.toMillis() + 5_000);
    assertThat(engine.blockList().size()).isZero();
  }

  @Test
  void anEntryOfBeforeEndsWhenItSaid() {
    learned(now - LASTS.toMillis() / 2);

    state.sweep(now + LASTS.toMillis() / 2 + 1_000);
    assertThat(engine.blockList().size()).isZero();
  }
}
