package io.mastiff.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {
  @Test
  void aTextIsCutWhereNoCharacterIsSplit() {
    assertThat(Texts.first("lamp", 4)).isEqualTo("lamp");
    assertThat(Texts.first("lamps", 4)).isEqualTo("lamp");
    assertThat(Texts.first("lam\uD83D\uDE00", 4)).isEqualTo("lam");
    assertThat(Texts.first("lamp", 0)).isEmpty();
  }
}
