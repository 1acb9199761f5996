package io.mastiff.edge.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes base64url (RFC 4648 section 5, no padding) into the caller's array, without making
 * another.
 */
final class Base64Url {
  private static final byte[] VALUES = new byte[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
  }

  private Base64Url() {}

  /**
   * Decodes a text, which must fill {@code out} to the byte.
   *
   * @return whether it was base64url with no bits left over
   */
  static boolean decode(String text, byte[] out) {
    return decode(text.getBytes(StandardCharsets.UTF_8), text.length(), out);
  }

  /** The same for the first {@code length} bytes of {@code text}, one a character. */
  static boolean decode(byte[] text, int length, byte[] out) {
    int spare = length * 3 / 4 - out.length;
    if (length > text.length || length % 4 == 1 || spare != 0) {
      return false;
    }
    int wrong = 0;
    int n = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      int a = VALUES[text[i] & 0xff];
      int b = VALUES[text[i + 1] & 0xff];
      int c = VALUES[text[i + 2] & 0xff];
      int d = VALUES[text[i + 3] & 0xff];
      wrong |= a | b | c | d;
      out[n] = (byte) (a << 2 | b >> 4);
      out[n + 1] = (byte) (b << 4 | c >> 2);
      out[n + 2] = (byte) (c << 6 | d);
      n += 3;
    }
    return (wrong | tail(text, i, length - i, out, n)) >= 0;
  }

  /** Decodes the last two or three characters; negative where they are wrong. */
  private static int tail(byte[] text, int from, int left, byte[] out, int n) {
    if (left == 0) {
      return 0;
    }
    int a = VALUES[text[from] & 0xff];
    int b = VALUES[text[from + 1] & 0xff];
    out[n] = (byte) (a << 2 | b >> 4);
    if (left == 2) {
      return a | b | ((b & 15) == 0 ? 0 : -1);
    }
    int c = VALUES[text[from + 2] & 0xff];
    out[n + 1] = (byte) (b << 4 | c >> 2);
    return a | b | c | ((c & 3) == 0 ? 0 : -1);
  }
}
