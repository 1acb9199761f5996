package io.mastiff.edge.blocklist;

import com.dynatrace.hash4j.hashing.Hashing;
import io.mastiff.edge.Sighting;
import io.mastiff.edge.client.Client;
import io.mastiff.edge.table.Mix;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpNetwork;

/**
 * Keys of cohorts as 64-bit hashes, made alike of an entry's key and of a request.
 *
 * <p>A kind says which parts a key has: network 1, shape 2, client shape 4, route 8, no cookie 16.
 */
final class CohortKeys {
  private static final int NETWORK = 1;
  private static final int SHAPE = 2;
  private static final int CLIENT_SHAPE = 4;
  private static final int ROUTE = 8;
  private static final int NO_COOKIE = 16;

  private CohortKeys() {}

  static int kind(EntryKey.OfCohort of) {
    return (of.network() == null ? 0 : NETWORK)
        | (of.shape() == null ? 0 : SHAPE)
        | (of.clientShape() == null ? 0 : CLIENT_SHAPE)
        | (of.route() == null ? 0 : ROUTE)
        | (of.withoutCookie() ? NO_COOKIE : 0);
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
        && ((kind & NETWORK) == 0 || s.addressKnown());
  }

  static long hash(int kind, Sighting s) {
    return hash(
        kind,
        (kind & NETWORK) == 0 ? 0 : s.networkHash(),
        (kind & SHAPE) == 0 ? 0 : s.shape(),
        (kind & CLIENT_SHAPE) == 0 ? 0 : s.clientShape(),
        (kind & ROUTE) == 0 ? 0 : s.route().route().templateHash());
  }

  /** The key of this kind that the request has. */
  static EntryKey key(int kind, Sighting s) {
    return new EntryKey.OfCohort(
        (kind & NETWORK) == 0 ? null : s.client().network(),
        (kind & SHAPE) == 0 ? null : s.shape(),
        (kind & CLIENT_SHAPE) == 0 ? null : s.clientShape(),
        (kind & ROUTE) == 0 ? null : s.route().route().template(),
        (kind & NO_COOKIE) != 0);
  }

  private static long hash(int kind, long network, long shape, long clientShape, long route) {
    return Mix.of(Mix.of(Mix.of(kind, shape), clientShape), Mix.of(route, network));
  }

  /** As a request's; a network of another length is one that no request has. */
  private static long networkHash(IpNetwork network) {
    boolean ofRequests =
        network.bits() == (network.first().isV4() ? Client.V4_BITS : Client.V6_BITS);
    return ofRequests
        ? Mix.ofPrefix(network.first(), Client.V4_BITS, Client.V6_BITS)
        : Mix.ofNetwork(network);
  }
}
