package io.mastiff.edge.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Base64UrlTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final Random random = new Random(7);

  @Test
  void readsWhatTheJdkWrites() {
    for (int length = 1; length < 70; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      byte[] out = new byte[length];
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      assertThat(Base64Url.decode(text, out)).as(text).isTrue();
      assertThat(out).isEqualTo(bytes);
      assertThat(Base64Url.decode(text, new byte[length + 1])).as("too short").isFalse();
      assertThat(Base64Url.decode(text, new byte[length - 1])).as("too long").isFalse();
    }
  }

  @Test
  void everyOtherCharacterAndEveryBitLeftOverIsWrong() {
    String text = "AAAAAAAAAAA"; // 8 bytes, two bits left over
    for (int at = 0; at < text.length(); at++) {
      for (char c = 0; c < 300; c++) {
        String other = text.substring(0, at) + c + text.substring(at + 1);
        boolean last = at == text.length() - 1;
        int value = ALPHABET.indexOf(c);
        boolean right = value >= 0 && value % (last ? 4 : 1) == 0;
        assertThat(Base64Url.decode(other, new byte[8])).as("%d %s", at, other).isEqualTo(right);
      }
    }
  }

  @Test
  void readsNoFurtherThanItIsTold() {
    byte[] text = "AAAA!".getBytes(StandardCharsets.US_ASCII);
    assertThat(Base64Url.decode(text, 4, new byte[3])).isTrue();
    assertThat(Base64Url.decode(text, 6, new byte[4])).isFalse();
  }
}
