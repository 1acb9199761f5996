package io.mastiff.edge.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mastiff.edge.RequestText;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens: one that was issued says what it was issued for, a changed one says nothing. */
class SignedTokenFuzzTest {
  private static final CookieKeys KEYS = CookieKeys.of(List.of(new byte[32], new byte[48]));

  @FuzzTest
  void read(byte[] input) {
    ByteBuffer in = ByteBuffer.wrap(Arrays.copyOf(input, 32));
    SignedTokens.Token issued =
        new SignedTokens.Token(in.get(), in.getLong(), in.getLong(), in.getLong(), in.getInt());
    String text = text(issued);
    assertThat(read(text)).isEqualTo(issued);
    isIssuedOrNothing(RequestText.decoded(input).replace("{token}", text));
    int place = (in.get() & 0xff) % text.length();
    isIssuedOrNothing(text.substring(0, place) + (char) in.get() + text.substring(place + 1));
  }

  /** A text is read only where it is, to the letter, what is issued for what was read. */
  private static void isIssuedOrNothing(String text) {
    SignedTokens.Token token = read(text);
    assertThat(token == null || text.equals(text(token))).isTrue();
  }

  private static SignedTokens.@Nullable Token read(String text) {
    return new SignedTokens(KEYS, () -> new byte[8]).read(text);
  }

  private static String text(SignedTokens.Token token) {
    byte[] nonce = ByteBuffer.allocate(8).putLong(token.nonce()).array();
    return new SignedTokens(KEYS, () -> nonce)
        .issue(token.kind(), token.issuedMs(), token.client(), token.about());
  }
}
