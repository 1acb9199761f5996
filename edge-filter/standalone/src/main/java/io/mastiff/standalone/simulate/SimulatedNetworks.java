package io.mastiff.standalone.simulate;

import io.mastiff.data.simulate.family.Network;
import io.mastiff.edge.network.NetworkFacts;
import io.mastiff.edge.network.Networks;
import io.mastiff.event.IpAddress;

/**
 * What a database would say of the simulator's addresses: each kind is one autonomous system of
 * those kept for documentation (RFC 5398); addresses of none are a crawler's own, which are rented.
 */
enum SimulatedNetworks implements Networks {
  INSTANCE;

  private static final int FIRST_ASN = 64_496;

  @Override
  public long of(IpAddress address) {
    for (Network.Kind kind : Network.Kind.values()) {
      if (kind.contains(address)) {
        int asn = FIRST_ASN + kind.ordinal();
        return NetworkFacts.pack(
            asn, 0, kind == Network.Kind.HOSTING, kind == Network.Kind.ANONYMOUS);
      }
    }
    return NetworkFacts.pack(FIRST_ASN + Network.Kind.values().length, 0, true, false);
  }
}
