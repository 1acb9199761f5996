package io.mastiff.event;

import java.util.Locale;
import java.util.Optional;

/**
 * What stands for an address or a network that is not to be told: the first 96 bits of HMAC-SHA256
 * over its text, written {@code h:} and 24 lower-case hexadecimal digits.
 */
public record KeyedHash(long high, int low) {
  static final String START = "h:";
  private static final int DIGITS = 24;

  /** The hash written in {@code text}, or empty. */
  public static Optional<KeyedHash> parse(String text) {
    if (!text.startsWith(START)) {
      return Optional.empty();
    }
    String digits = text.substring(START.length());
    if (digits.length() != DIGITS || !digits.chars().allMatch(KeyedHash::isDigit)) {
      return Optional.empty();
    }
    return Optional.of(
        new KeyedHash(
            Long.parseUnsignedLong(digits.substring(0, 16), 16),
            Integer.parseUnsignedInt(digits.substring(16), 16)));
  }

  private static boolean isDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "h:%016x%08x", high, low);
  }
}
