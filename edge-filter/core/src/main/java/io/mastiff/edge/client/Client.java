package io.mastiff.edge.client;

import io.mastiff.edge.table.Mix;
import io.mastiff.event.ClientKind;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;

/**
 * Whom a request is attributed to.
 *
 * @param key {@code s:ID} for the holder of a cookie, else {@code a:NETWORK|CLIENT-SHAPE}
 * @param network the address's /24 or /56
 * @param home the prefix that both keys of one visitor share: partition key of its events
 */
public record Client(ClientKind kind, String key, IpNetwork network, String home) {
  /** Prefix lengths that stand for one network. */
  public static final int V4_BITS = 24;

  public static final int V6_BITS = 56;

  /**
   * The client behind an address, a cookie and a shape.
   *
   * @param known whether the address is the client's own and not some proxy's
   * @param atHome whether the cookie's home is still honoured
   */
  public static Client of(
      IpAddress address, boolean known, Visitor visitor, long clientShape, boolean atHome) {
    IpNetwork network = address.network(V4_BITS, V6_BITS);
    String prefix = known ? network.toString() : "unknown";
    if (visitor.returned()) {
      String home = visitor.home();
      return new Client(
          ClientKind.SESSION,
          sessionKey(visitor.id()),
          network,
          atHome && !home.isEmpty() ? home : prefix);
    }
    String key = "a:" + prefix + "|" + EntryKey.hex(clientShape);
    return new Client(ClientKind.AGGREGATE, key, network, known ? prefix : key);
  }

  public static String sessionKey(String cookieId) {
    return "s:" + cookieId;
  }

  /** A number for the client that {@link #of} names, without making its texts. */
  public static long hash(IpAddress address, boolean known, Visitor visitor, long clientShape) {
    return visitor.returned()
        ? sessionHash(visitor.idBits())
        : Mix.of(known ? networkHash(address) : 2, clientShape);
  }

  /** The same for the holder of a cookie alone. */
  public static long sessionHash(long idBits) {
    return Mix.of(1, idBits);
  }

  /** A number for the address's network. */
  public static long networkHash(IpAddress address) {
    return Mix.ofPrefix(address, V4_BITS, V6_BITS);
  }
}
