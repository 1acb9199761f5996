package io.mastiff.edge.client;

import io.mastiff.edge.table.Mix;
import io.mastiff.event.ClientKind;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.NetworkName;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request is attributed to.
 *
 * @param key {@code s:ID} for the holder of a cookie, else {@code a:NETWORK|CLIENT-SHAPE}
 * @param network the address's /24 or /56
 * @param networkName the same as it leaves the door
 * @param home the prefix that both keys of one visitor share: partition key of its events
 */
public record Client(
    ClientKind kind, String key, IpNetwork network, NetworkName networkName, String home) {
  /** Prefix lengths that stand for one network. */
  public static final int V4_BITS = 24;

  public static final int V6_BITS = 56;

  /**
   * The client behind an address, a cookie and a shape.
   *
   * @param name its network as it leaves the door
   * @param known whether the address is the client's own and not some proxy's
   * @param home the cookie's, as it leaves the door; null where there is none or it is not honoured
   */
  public static Client of(
      IpAddress address,
      NetworkName name,
      boolean known,
      Visitor visitor,
      long clientShape,
      @Nullable NetworkName home) {
    IpNetwork network = name instanceof IpNetwork told ? told : network(address);
    String prefix = known ? name.toString() : "unknown";
    if (visitor.returned()) {
      return new Client(
          ClientKind.SESSION,
          sessionKey(visitor.id()),
          network,
          name,
          home == null ? prefix : home.toString());
    }
    String key = "a:" + prefix + "|" + EntryKey.hex(clientShape);
    return new Client(ClientKind.AGGREGATE, key, network, name, known ? prefix : key);
  }

  /** The address's /24 or /56. */
  public static IpNetwork network(IpAddress address) {
    return address.network(V4_BITS, V6_BITS);
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
