package io.mastiff.edge.client;

import io.mastiff.edge.shape.Shape;
import io.mastiff.edge.table.Mix;
import io.mastiff.event.ClientKind;
import io.mastiff.event.EntryKey;
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
   * @param atHome whether the cookie's home is still honoured
   */
  public static Client of(ClientAddress address, Visitor visitor, Shape shape, boolean atHome) {
    IpNetwork network = address.address().network(V4_BITS, V6_BITS);
    String prefix = address.known() ? network.toString() : "unknown";
    if (visitor.returned()) {
      String home = visitor.home();
      return new Client(
          ClientKind.SESSION,
          sessionKey(visitor.id()),
          network,
          atHome && !home.isEmpty() ? home : prefix);
    }
    String key = "a:" + prefix + "|" + EntryKey.hex(shape.client());
    return new Client(ClientKind.AGGREGATE, key, network, address.known() ? prefix : key);
  }

  public static String sessionKey(String cookieId) {
    return "s:" + cookieId;
  }

  /** A number for the client that {@link #of} names, without making its texts. */
  public static long hash(ClientAddress address, Visitor visitor, Shape shape) {
    return visitor.returned()
        ? Mix.of(1, visitor.idBits())
        : Mix.of(address.known() ? networkHash(address) : 2, shape.client());
  }

  /** A number for the address's network. */
  public static long networkHash(ClientAddress address) {
    return Mix.ofPrefix(address.address(), V4_BITS, V6_BITS);
  }
}
