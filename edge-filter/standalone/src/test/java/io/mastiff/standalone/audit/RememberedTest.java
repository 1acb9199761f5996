package io.mastiff.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RememberedTest {
  private int worked;

  private final Remembered<Integer> lengths =
      new Remembered<>(
          text -> {
            worked++;
            return text.length();
          });

  @Test
  void aTextIsWorkedOutOnce() {
    assertThat(lengths.of("agent")).isEqualTo(5);
    assertThat(lengths.of("agent")).isEqualTo(5);
    assertThat(worked).isEqualTo(1);
  }

  @Test
  void aTextThatIsTooLongIsNotKept() {
    assertThat(lengths.of("x".repeat(8_000))).isEqualTo(8_000);
    assertThat(lengths.size()).isZero();
  }

  @Test
  void textsStayWithinTheirCharactersAndTheOldestGoesFirst() {
    for (int i = 0; i < 30_000; i++) {
      lengths.of(i + "x".repeat(500));
      assertThat(lengths.characters()).isLessThanOrEqualTo(Remembered.MOST_CHARACTERS);
    }
    worked = 0;
    lengths.of(29_999 + "x".repeat(500));
    assertThat(worked).isZero();
    lengths.of(0 + "x".repeat(500));
    assertThat(worked).isEqualTo(1);
  }

  @Test
  void shortTextsStayWithinTheirNumber() {
    for (int i = 0; i < 120_000; i++) {
      lengths.of("a" + i);
    }
    assertThat(lengths.size()).isEqualTo(Remembered.MOST);
  }
}
