package io.mastiff.edge.table;

import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;

/** Hashes of numbers, for keys of tables; not for secrets. */
public final class Mix {
  private Mix() {}

  /** Both numbers, well mixed (Stafford's thirteenth variant of a 64-bit finalizer). */
  public static long of(long a, long b) {
    long z = (a * 0x9e3779b97f4a7c15L + b) ^ (b >>> 32);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** The prefix of an address, of {@code v4Bits} or {@code v6Bits} (at most 64) bits. */
  public static long ofPrefix(IpAddress address, int v4Bits, int v6Bits) {
    return address.isV4()
        ? of(4, address.low() << 32 >> (64 - v4Bits))
        : of(6, address.high() >>> (64 - v6Bits));
  }

  /** The same for the network that this prefix is. */
  public static long ofNetwork(IpNetwork network) {
    return of(of(network.bits(), network.first().high()), network.first().low());
  }
}
