package io.mastiff.edge.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VerifiedCookiesTest {
  private final VerifiedCookies verified = new VerifiedCookies();

  private static SplittableRandom marks() {
    return new SplittableRandom(5);
  }

  private void add(int count) {
    SplittableRandom random = marks();
    for (int i = 0; i < count; i++) {
      long mark = random.nextLong() | 1;
      if (!verified.has(mark)) {
        verified.add(mark);
      }
    }
  }

  private double known(int count) {
    SplittableRandom random = marks();
    int known = 0;
    for (int i = 0; i < count; i++) {
      known += verified.has(random.nextLong() | 1) ? 1 : 0;
    }
    return (double) known / count;
  }

  @Test
  void knowsWhatWasAddedAndNothingElse() {
    add(1_000);

    assertThat(known(1_000)).isEqualTo(1);
    SplittableRandom others = new SplittableRandom(6);
    for (int i = 0; i < 100_000; i++) {
      assertThat(verified.has(others.nextLong() | 1)).isFalse();
    }
  }

  @Test
  void growsWithItsVisitorsAndForgetsNone() {
    assertThat(verified.slots()).isEqualTo(VerifiedCookies.FEWEST);
    for (int round = 0; round < 4; round++) {
      add(200_000);
    }

    assertThat(verified.slots()).isBetween(200_000, 1 << 19);
    assertThat(known(200_000)).isGreaterThan(0.95);
  }

  @Test
  void endsAtItsBoundHoweverManyCome() {
    SplittableRandom random = marks();
    for (int i = 0; i < 10_000_000; i++) {
      verified.add(random.nextLong() | 1);
    }

    assertThat(verified.slots()).isEqualTo(VerifiedCookies.MOST);
    long newest = random.nextLong() | 1;
    verified.add(newest);
    assertThat(verified.has(newest)).isTrue();
  }
}
