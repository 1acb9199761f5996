package io.mastiff.event;

import java.util.Optional;

/** A network as an event or an entry names it: in the clear, or by its keyed hash. */
public sealed interface NetworkName permits IpNetwork, HashedNetwork {
  /** Length of the prefix, counted in its own family. */
  int bits();

  /** The name that {@link #toString} wrote, or empty. */
  static Optional<NetworkName> parse(String text) {
    return text.startsWith(KeyedHash.START)
        ? HashedNetwork.parse(text).map(NetworkName.class::cast)
        : IpNetwork.parse(text).map(NetworkName.class::cast);
  }
}
