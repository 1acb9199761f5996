package io.mastiff.edge.network;

import io.mastiff.event.IpAddress;

/** Finds the facts of an address's network; never fails, never blocks. */
@FunctionalInterface
public interface Networks {
  NetworkFacts of(IpAddress address);

  /** For doors without databases. */
  static Networks none() {
    return address -> NetworkFacts.UNKNOWN;
  }
}
