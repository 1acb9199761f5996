package io.mastiff.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address as two longs; IPv4 and IPv4-mapped IPv6 are the same address.
 *
 * <p>Parsing never resolves names, refuses zone ids, and costs no more than the text's length.
 */
public record IpAddress(long high, long low, boolean isV4) {
  private static final int LONGEST_TEXT = 45;
  private static final long V4_MAPPED = 0xffff00000000L;
  private static final long V4_MASK = 0xffffffffL;

  /** The address written in {@code text}, or empty when it is not one. */
  public static Optional<IpAddress> parse(String text) {
    return Optional.ofNullable(parse(text, 0, text.length()));
  }

  /** The address written in {@code text[from..to-1]}, or null when it is not one. */
  public static @Nullable IpAddress parse(String text, int from, int to) {
    if (to <= from || to - from > LONGEST_TEXT) {
      return null;
    }
    long bits = v4Bits(text, from, to);
    if (bits >= 0) {
      return v4(bits);
    }
    return text.indexOf(':', from) >= 0 && text.indexOf(':', from) < to
        ? parseV6(text, from, to)
        : null;
  }

  /** The address whose network-order bytes are given: 4 or 16 of them. */
  public static IpAddress of(byte[] bytes) {
    if (bytes.length == 4) {
      return v4(readInt(bytes, 0));
    }
    if (bytes.length != 16) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
    }
    return v6(
        (readInt(bytes, 0) << 32) | readInt(bytes, 4),
        (readInt(bytes, 8) << 32) | readInt(bytes, 12));
  }

  /** The IPv4 address with these 32 bits. */
  public static IpAddress v4(long bits) {
    return new IpAddress(0, V4_MAPPED | (bits & V4_MASK), true);
  }

  private static IpAddress v6(long high, long low) {
    boolean mapped = high == 0 && (low >>> 32) == 0xffffL;
    return new IpAddress(high, low, mapped);
  }

  /** The prefix of this address with {@code v4Bits} or {@code v6Bits} bits. */
  public IpNetwork network(int v4Bits, int v6Bits) {
    return IpNetwork.of(this, isV4 ? v4Bits : v6Bits);
  }

  /** Whether this is 127.0.0.0/8 or ::1. */
  public boolean isLoopback() {
    return isV4 ? ((low >>> 24) & 0xff) == 127 : high == 0 && low == 1;
  }

  /**
   * Whether this is loopback, link-local or private (RFC 1918, RFC 4193): never a public client.
   */
  public boolean isInside() {
    if (!isV4) {
      return isLoopback() || (high >>> 57) == 0x7e || (high >>> 54) == 0x3fa;
    }
    int first = (int) (low >>> 24) & 0xff;
    int second = (int) (low >>> 16) & 0xff;
    return first == 127
        || first == 10
        || (first == 172 && second >= 16 && second < 32)
        || (first == 192 && second == 168)
        || (first == 169 && second == 254);
  }

  private static long v4Bits(String text, int from, int to) {
    long bits = 0;
    int parts = 0;
    int digits = 0;
    int part = 0;
    for (int i = from; i <= to; i++) {
      char c = i == to ? '.' : text.charAt(i);
      if (c == '.') {
        if (digits == 0 || part > 255 || parts == 4) {
          return -1;
        }
        bits = (bits << 8) | part;
        parts++;
        digits = 0;
        part = 0;
      } else if (c >= '0' && c <= '9' && digits < 3 && !(digits > 0 && part == 0)) {
        part = part * 10 + (c - '0');
        digits++;
      } else {
        return -1;
      }
    }
    return parts == 4 ? bits : -1;
  }

  /** RFC 4291, section 2.2: groups before and after one gap, the last two as dotted decimal. */
  private static @Nullable IpAddress parseV6(String text, int from, int to) {
    long high = 0;
    long low = 0;
    long gapHigh = 0;
    long gapLow = 0;
    int count = 0;
    int gap = -1;
    int i = from;
    if (text.charAt(i) == ':') {
      if (i + 1 == to || text.charAt(i + 1) != ':') {
        return null;
      }
      gap = 0;
      i += 2;
    }
    while (i < to) {
      int stop = endOfGroup(text, i, to);
      boolean dotted = stop == to && text.indexOf('.', i) >= 0 && text.indexOf('.', i) < to;
      long value = dotted ? v4Bits(text, i, to) : hex(text, i, stop);
      int groups = dotted ? 2 : 1;
      if (value < 0 || count + groups > 8) {
        return null;
      }
      int shift = 16 * groups;
      high = high << shift | low >>> (64 - shift);
      low = low << shift | value;
      count += groups;
      if (stop == to) {
        break;
      }
      i = stop + 1;
      if (i == to) {
        return null;
      }
      if (text.charAt(i) == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = count;
        gapHigh = high;
        gapLow = low;
        high = 0;
        low = 0;
        i++;
      }
    }
    if (gap < 0) {
      return count == 8 ? v6(high, low) : null;
    }
    return count > 7 ? null : joined(gapHigh, gapLow, 16 * (8 - gap), high, low);
  }

  private static int endOfGroup(String text, int from, int to) {
    int stop = from;
    while (stop < to && text.charAt(stop) != ':') {
      stop++;
    }
    return stop;
  }

  /** The groups before the gap, moved to the left end, with those behind it. */
  private static IpAddress joined(long high, long low, int left, long tailHigh, long tailLow) {
    if (left >= 128) {
      return v6(tailHigh, tailLow);
    }
    long movedHigh = left >= 64 ? low << (left - 64) : high << left | low >>> (64 - left);
    long movedLow = left >= 64 ? 0 : low << left;
    return v6(movedHigh | tailHigh, movedLow | tailLow);
  }

  private static int hex(String text, int from, int to) {
    if (from == to || to - from > 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0 || text.charAt(i) > 'f') {
        return -1;
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  private static long readInt(byte[] bytes, int at) {
    return ((bytes[at] & 0xffL) << 24)
        | ((bytes[at + 1] & 0xffL) << 16)
        | ((bytes[at + 2] & 0xffL) << 8)
        | (bytes[at + 3] & 0xffL);
  }

  /** Dotted decimal, or RFC 5952's canonical form. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(LONGEST_TEXT);
    if (isV4) {
      appendV4(text);
    } else {
      appendV6(text);
    }
    return text.toString();
  }

  private void appendV4(StringBuilder text) {
    text.append((low >>> 24) & 0xff).append('.').append((low >>> 16) & 0xff);
    text.append('.').append((low >>> 8) & 0xff).append('.').append(low & 0xff);
  }

  private void appendV6(StringBuilder text) {
    int bestStart = -1;
    int bestLength = 1;
    for (int g = 0; g < 8; g++) {
      int length = 0;
      while (g + length < 8 && group(g + length) == 0) {
        length++;
      }
      if (length > bestLength) {
        bestStart = g;
        bestLength = length;
      }
    }
    for (int g = 0; g < 8; g++) {
      if (g == bestStart) {
        text.append("::");
        g += bestLength - 1;
        continue;
      }
      if (g > 0 && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(group(g)));
    }
  }

  private int group(int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (index & 3))) & 0xffff;
  }
}
