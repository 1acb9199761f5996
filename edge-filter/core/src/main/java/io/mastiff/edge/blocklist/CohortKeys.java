package io.mastiff.edge.blocklist;

import com.dynatrace.hash4j.hashing.Hashing;
import io.mastiff.edge.Sighting;
import io.mastiff.edge.client.Client;
import io.mastiff.edge.table.Mix;
import io.mastiff.event.EntryKey;
import io.mastiff.event.HashedNetwork;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.NetworkName;
import org.jspecify.annotations.Nullable;

/**
 * Keys of cohorts as 64-bit hashes, made alike of an entry's key and of a request.
 *
 * <p>A kind says which parts a key has: network 1, shape 2, client shape 4, route 8, no cookie 16,
 * hashed network 32.
 */
final class CohortKeys {
  private static final int NETWORK = 1;
  private static final int SHAPE = 2;
  private static final int CLIENT_SHAPE = 4;
  private static final int ROUTE = 8;
  private static final int NO_COOKIE = 16;
  private static final int HASHED_NETWORK = 32;

  /** How many kinds there are. */
  static final int KINDS = 64;

  private CohortKeys() {}

  static int kind(EntryKey.OfCohort of) {
    return networkKind(of.network())
        | (of.shape() == null ? 0 : SHAPE)
        | (of.clientShape() == null ? 0 : CLIENT_SHAPE)
        | (of.route() == null ? 0 : ROUTE)
        | (of.withoutCookie() ? NO_COOKIE : 0);
  }

  private static int networkKind(@Nullable NetworkName network) {
    return network == null ? 0 : network instanceof HashedNetwork ? HASHED_NETWORK : NETWORK;
  }

  static long hash(EntryKey.OfCohort of) {
    return hash(
        kind(of),
        of.network() == null ? 0 : networkHash(of.network()),
        of.shape() == null ? 0 : of.shape(),
        of.clientShape() == null ? 0 : of.clientShape(),
        of.route() == null ? 0 : Hashing.komihash5_0().hashCharsToLong(of.route()));
  }

  /** Whether keys of this kind can speak of the request. */
  static boolean applies(int kind, Sighting s) {
    return ((kind & NO_COOKIE) == 0 || !s.visitor().returned())
        && ((kind & (NETWORK | HASHED_NETWORK)) == 0 || s.addressKnown())
        && ((kind & HASHED_NETWORK) == 0 || s.shown().hasher() != null);
  }

  static long hash(int kind, Sighting s) {
    return hash(
        kind,
        networkHash(kind, s),
        (kind & SHAPE) == 0 ? 0 : s.shape(),
        (kind & CLIENT_SHAPE) == 0 ? 0 : s.clientShape(),
        (kind & ROUTE) == 0 ? 0 : s.route().route().templateHash());
  }

  private static long networkHash(int kind, Sighting s) {
    if ((kind & HASHED_NETWORK) != 0) {
      return networkHash(s.networkName());
    }
    return (kind & NETWORK) == 0 ? 0 : s.networkHash();
  }

  /** The key of this kind that the request has. */
  static EntryKey key(int kind, Sighting s) {
    return new EntryKey.OfCohort(
        (kind & HASHED_NETWORK) != 0
            ? s.networkName()
            : (kind & NETWORK) == 0 ? null : Client.network(s.address()),
        (kind & SHAPE) == 0 ? null : s.shape(),
        (kind & CLIENT_SHAPE) == 0 ? null : s.clientShape(),
        (kind & ROUTE) == 0 ? null : s.route().route().template(),
        (kind & NO_COOKIE) != 0);
  }

  private static long hash(int kind, long network, long shape, long clientShape, long route) {
    return Mix.of(Mix.of(Mix.of(kind, shape), clientShape), Mix.of(route, network));
  }

  /** As a request's; a network of another length is one that no request has. */
  private static long networkHash(NetworkName name) {
    if (!(name instanceof IpNetwork network)) {
      return ((HashedNetwork) name).hash().high();
    }
    boolean ofRequests =
        network.bits() == (network.first().isV4() ? Client.V4_BITS : Client.V6_BITS);
    return ofRequests
        ? Mix.ofPrefix(network.first(), Client.V4_BITS, Client.V6_BITS)
        : Mix.ofNetwork(network);
  }
}
