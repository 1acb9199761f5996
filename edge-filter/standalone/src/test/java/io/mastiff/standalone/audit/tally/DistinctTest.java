package io.mastiff.standalone.audit.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DistinctTest {
  private static Distinct of(int from, int to) {
    Distinct distinct = new Distinct(100, 12);
    for (int i = from; i < to; i++) {
      distinct.add(Distinct.hash("product " + i));
      distinct.add(Distinct.hash("product " + i));
    }
    return distinct;
  }

  @Test
  void isExactUpToTheBoundAndCloseBeyond() {
    assertThat(of(0, 100).count()).isEqualTo(100);
    assertThat(of(0, 100).isExact()).isTrue();
    assertThat(of(0, 101).isExact()).isFalse();
    assertThat(of(0, 50_000).count()).isCloseTo(50_000, Percentage.withPercentage(5));
  }

  @Test
  void mergingIsAsAddingInAnyOrder() {
    Distinct exactFirst = of(0, 80);
    exactFirst.add(of(40, 4_000));
    Distinct sketchFirst = of(40, 4_000);
    sketchFirst.add(of(0, 80));
    assertThat(exactFirst.count()).isEqualTo(sketchFirst.count()).isEqualTo(of(0, 4_000).count());
  }

  @Test
  void whatWasSeenIsSeenAgainAndLittleElse() {
    Seen seen = new Seen();
    int wrong = 0;
    for (int i = 0; i < 1_000_000; i++) {
      wrong += seen.add(Distinct.hash("client " + i)) ? 1 : 0;
    }
    for (int i = 0; i < 1_000_000; i += 1_000) {
      assertThat(seen.add(Distinct.hash("client " + i))).isTrue();
    }
    assertThat(wrong / 1e6).isCloseTo(0.0003, within(0.0003));
  }
}
