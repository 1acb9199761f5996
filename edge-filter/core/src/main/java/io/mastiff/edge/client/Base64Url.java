package io.mastiff.edge.client;

import java.util.Arrays;

/**
 * Decodes base64url (RFC 4648 section 5, no padding) out of the middle of a text into the caller's
 * array; the JDK's decoder wants a copy of the text first.
 */
final class Base64Url {
  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
  }

  private Base64Url() {}

  /**
   * Decodes {@code text[from..to-1]}, which must fill {@code out} to the byte.
   *
   * @return whether it was base64url with no bits left over
   */
  static boolean decode(String text, int from, int to, byte[] out) {
    int bits = 0;
    int held = 0;
    int n = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int value = c < 128 ? VALUES[c] : -1;
      if (value < 0) {
        return false;
      }
      held = held << 6 | value;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        if (n == out.length) {
          return false;
        }
        out[n++] = (byte) (held >>> bits);
      }
    }
    return n == out.length && bits < 6 && (held & ((1 << bits) - 1)) == 0;
  }
}
