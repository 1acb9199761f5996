package io.mastiff.standalone.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What counts as waiting for news. */
class PatienceTest {
  private static final long SECOND = 1_000_000_000L;

  private long now = 5 * SECOND;
  private final Patience patience = new Patience(Duration.ofSeconds(30), () -> now);

  private boolean waits(int seconds, boolean news) {
    return patience.lasts(
        () -> {
          now += seconds * SECOND;
          return news;
        });
  }

  @Test
  void workBetweenTwoWaitsIsNoWait() {
    assertThat(waits(1, true)).isTrue();
    now += 31 * SECOND;
    assertThat(waits(1, false)).isTrue();
    now += 600 * SECOND;
    assertThat(waits(29, false)).isTrue();
    assertThat(waits(1, false)).isFalse();
  }

  @Test
  void newsBringsAllOfItBack() {
    assertThat(waits(29, false)).isTrue();
    assertThat(waits(40, true)).isTrue();
    assertThat(waits(30, false)).isTrue();
    assertThat(waits(1, false)).isFalse();
  }
}
