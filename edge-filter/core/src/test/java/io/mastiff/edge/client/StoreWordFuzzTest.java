package io.mastiff.edge.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mastiff.edge.RequestText;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What the store says of a visitor: known words only, whatever their order and case. */
class StoreWordFuzzTest {
  private static final int KNOWN = Standings.SIGNED_IN | Standings.CUSTOMER | Standings.CART;

  @FuzzTest
  void bits(byte[] input) {
    String header = RequestText.decoded(input);
    int bits = StoreWord.bits(header);
    assertThat(bits & ~KNOWN).isZero();
    assertThat(bits == 0 || header.length() <= 200).isTrue();
    String lower = header.toLowerCase(Locale.ROOT);
    assertThat(lower.length() > header.length() || StoreWord.bits(lower) == bits).isTrue();
    List<String> words = Arrays.asList(header.split(",", -1));
    if (words.size() <= 8) {
      Collections.reverse(words);
      assertThat(StoreWord.bits(String.join(",", words))).isEqualTo(bits);
    }
  }
}
