package io.mastiff.event;

import java.util.Optional;

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
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      return Optional.empty();
    }
    return text.indexOf(':') < 0 ? parseV4(text, 0, text.length()) : parseV6(text);
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

  private static Optional<IpAddress> parseV4(String text, int from, int to) {
    long bits = v4Bits(text, from, to);
    return bits < 0 ? Optional.empty() : Optional.of(v4(bits));
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

  private static Optional<IpAddress> parseV6(String text) {
    int[] groups = new int[8];
    int count = 0;
    int gap = -1;
    int i = 0;
    int end = text.length();
    if (text.startsWith("::")) {
      gap = 0;
      i = 2;
    } else if (text.charAt(0) == ':') {
      return Optional.empty();
    }
    while (i < end) {
      int stop = i;
      while (stop < end && text.charAt(stop) != ':') {
        stop++;
      }
      if (text.indexOf('.', i) >= 0 && stop == end) {
        long bits = v4Bits(text, i, end);
        if (bits < 0 || count > 6) {
          return Optional.empty();
        }
        groups[count++] = (int) (bits >>> 16);
        groups[count++] = (int) (bits & 0xffff);
        i = end;
        break;
      }
      int value = hex(text, i, stop);
      if (value < 0 || count == 8) {
        return Optional.empty();
      }
      groups[count++] = value;
      if (stop == end) {
        i = end;
        break;
      }
      i = stop + 1;
      if (i == end) {
        return Optional.empty();
      }
      if (text.charAt(i) == ':') {
        if (gap >= 0) {
          return Optional.empty();
        }
        gap = count;
        i++;
      }
    }
    return assemble(groups, count, gap);
  }

  private static Optional<IpAddress> assemble(int[] groups, int count, int gap) {
    if (gap < 0 ? count != 8 : count > 7) {
      return Optional.empty();
    }
    int[] all = new int[8];
    int head = gap < 0 ? count : gap;
    System.arraycopy(groups, 0, all, 0, head);
    System.arraycopy(groups, head, all, 8 - (count - head), count - head);
    long high = 0;
    long low = 0;
    for (int g = 0; g < 4; g++) {
      high = (high << 16) | all[g];
      low = (low << 16) | all[g + 4];
    }
    return Optional.of(v6(high, low));
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
