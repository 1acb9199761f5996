package io.mastiff.edge.publish;

import io.mastiff.edge.client.AddressHasher;
import io.mastiff.edge.policy.Privacy;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.NetworkName;
import org.jspecify.annotations.Nullable;

/** Addresses and networks as the operator's privacy setting lets them leave the door. */
public final class Addresses {
  public static final Addresses WHOLE = new Addresses(Privacy.DEFAULT);

  private final Privacy.Addresses how;
  private final @Nullable AddressHasher hasher;

  public Addresses(Privacy privacy) {
    how = privacy.addresses();
    hasher = how == Privacy.Addresses.HASHED ? new AddressHasher(privacy.hashKey()) : null;
  }

  /** What hides them; null where they are told. */
  public @Nullable AddressHasher hasher() {
    return hasher;
  }

  /** Whole, as the /24 or /48, or as a keyed hash. */
  public String of(IpAddress address) {
    if (hasher != null) {
      return hasher.of(address).toString();
    }
    return how == Privacy.Addresses.TRUNCATED
        ? address.network(24, 48).first().toString()
        : address.toString();
  }

  /** In the clear, or as a keyed hash. */
  public NetworkName of(IpNetwork network) {
    return hasher == null ? network : hasher.of(network);
  }

  /** An entry's key as it leaves the door: without an address or a network in the clear. */
  public EntryKey of(EntryKey key) {
    if (hasher == null) {
      return key;
    }
    if (key instanceof EntryKey.OfAddress of) {
      return new EntryKey.OfHashedAddress(hasher.of(of.address()));
    }
    if (key instanceof EntryKey.OfNetwork of) {
      return new EntryKey.OfHashedNetwork(hasher.of(of.network()));
    }
    return key instanceof EntryKey.OfCohort of && of.network() instanceof IpNetwork network
        ? new EntryKey.OfCohort(
            hasher.of(network), of.shape(), of.clientShape(), of.route(), of.withoutCookie())
        : key;
  }
}
