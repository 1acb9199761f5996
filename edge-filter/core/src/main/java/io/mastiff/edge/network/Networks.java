package io.mastiff.edge.network;

import io.mastiff.event.IpAddress;

/**
 * Finds the facts of an address's network, as the number that {@link NetworkFacts#of(long)} reads;
 * never fails, never blocks.
 */
@FunctionalInterface
public interface Networks {
  long of(IpAddress address);

  /** For doors without databases. */
  static Networks none() {
    return address -> 0;
  }
}
