package io.mastiff.edge.blocklist;

import com.dynatrace.hash4j.hashing.Hashing;
import io.mastiff.edge.Sighting;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpNetwork;
import org.jspecify.annotations.Nullable;

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
        of.network(),
        of.shape() == null ? 0 : of.shape(),
        of.clientShape() == null ? 0 : of.clientShape(),
        of.route() == null ? 0 : Hashing.komihash5_0().hashCharsToLong(of.route()));
  }

  /** Whether keys of this kind can speak of the request. */
  static boolean applies(int kind, Sighting s) {
    return ((kind & NO_COOKIE) == 0 || !s.visitor().returned())
        && ((kind & NETWORK) == 0 || s.address().known());
  }

  static long hash(int kind, Sighting s) {
    return hash(
        kind,
        (kind & NETWORK) == 0 ? null : s.client().network(),
        (kind & SHAPE) == 0 ? 0 : s.shape().request(),
        (kind & CLIENT_SHAPE) == 0 ? 0 : s.shape().client(),
        (kind & ROUTE) == 0
            ? 0
            : Hashing.komihash5_0().hashCharsToLong(s.route().route().template()));
  }

  /** The key of this kind that the request has. */
  static EntryKey key(int kind, Sighting s) {
    return new EntryKey.OfCohort(
        (kind & NETWORK) == 0 ? null : s.client().network(),
        (kind & SHAPE) == 0 ? null : s.shape().request(),
        (kind & CLIENT_SHAPE) == 0 ? null : s.shape().client(),
        (kind & ROUTE) == 0 ? null : s.route().route().template(),
        (kind & NO_COOKIE) != 0);
  }

  private static long hash(
      int kind, @Nullable IpNetwork network, long shape, long clientShape, long route) {
    long h = mix(kind, shape);
    h = mix(h, clientShape);
    h = mix(h, route);
    if (network != null) {
      h = mix(mix(h, network.first().high()), network.first().low() ^ network.bits());
    }
    return h;
  }

  /** Stafford's thirteenth variant of a 64-bit finalizer, over both. */
  private static long mix(long a, long b) {
    long z = (a * 0x9e3779b97f4a7c15L + b) ^ (b >>> 32);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
