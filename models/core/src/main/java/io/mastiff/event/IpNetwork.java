package io.mastiff.event;

import java.util.Optional;

/** A network in CIDR notation; bits behind the prefix are zero. */
public record IpNetwork(IpAddress first, int bits) implements NetworkName {

  /** The network of {@code address} with a prefix of {@code bits}, counted in its own family. */
  public static IpNetwork of(IpAddress address, int bits) {
    int width = address.isV4() ? 32 : 128;
    if (bits < 0 || bits > width) {
      throw new IllegalArgumentException("a prefix has 0 to " + width + " bits, not " + bits);
    }
    int total = address.isV4() ? bits + 96 : bits;
    long high = address.high() & mask(Math.min(total, 64));
    long low = address.low() & mask(Math.max(total - 64, 0));
    if (address.isV4()) {
      low |= 0xffff00000000L;
    }
    return new IpNetwork(new IpAddress(high, low, address.isV4()), bits);
  }

  /** The network written in {@code text} (a lone address is a network of itself), or empty. */
  public static Optional<IpNetwork> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return IpAddress.parse(text).map(a -> of(a, a.isV4() ? 32 : 128));
    }
    String digits = text.substring(slash + 1);
    if (digits.isEmpty()
        || digits.length() > 3
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(digits);
    return IpAddress.parse(text.substring(0, slash))
        .filter(a -> bits <= (a.isV4() ? 32 : 128))
        .map(a -> of(a, bits));
  }

  public boolean contains(IpAddress address) {
    if (address.isV4() != first.isV4()) {
      return false;
    }
    int total = address.isV4() ? bits + 96 : bits;
    return ((address.high() ^ first.high()) & mask(Math.min(total, 64))) == 0
        && ((address.low() ^ first.low()) & mask(Math.max(total - 64, 0))) == 0;
  }

  private static long mask(int bits) {
    return bits == 0 ? 0 : -1L << (64 - bits);
  }

  @Override
  public String toString() {
    return first + "/" + bits;
  }
}
