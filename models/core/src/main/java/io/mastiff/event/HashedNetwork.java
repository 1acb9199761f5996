package io.mastiff.event;

import java.util.Optional;

/** A network that only holders of the address key can recognise; its prefix length is told. */
public record HashedNetwork(KeyedHash hash, int bits) implements NetworkName {
  private static final int WIDTH = 128;

  public HashedNetwork {
    if (bits < 0 || bits > WIDTH) {
      throw new IllegalArgumentException("a prefix has 0 to " + WIDTH + " bits, not " + bits);
    }
  }

  /** The network written as {@code h:HASH/BITS}, or empty. */
  public static Optional<HashedNetwork> parse(String text) {
    int slash = text.indexOf('/');
    String digits = text.substring(slash + 1);
    if (slash < 0 || !digits.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(digits) > WIDTH) {
      return Optional.empty();
    }
    return KeyedHash.parse(text.substring(0, slash))
        .map(hash -> new HashedNetwork(hash, Integer.parseInt(digits)));
  }

  @Override
  public String toString() {
    return hash + "/" + bits;
  }
}
