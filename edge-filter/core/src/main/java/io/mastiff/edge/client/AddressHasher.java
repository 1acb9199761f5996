package io.mastiff.edge.client;

import io.mastiff.event.HashedNetwork;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.KeyedHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Keyed hashes of addresses and networks, the same on all doors that share the key.
 *
 * <p>Hashed is the text ({@code 203.0.113.7}, {@code 203.0.113.0/24}), so that any tool with
 * HMAC-SHA256 gives the same. Safe for use by many threads.
 */
public final class AddressHasher {
  private final Hmac hmac;

  public AddressHasher(String key) {
    this.hmac = new Hmac(key.getBytes(StandardCharsets.UTF_8));
  }

  public KeyedHash of(IpAddress address) {
    return of(address.toString());
  }

  public HashedNetwork of(IpNetwork network) {
    return new HashedNetwork(of(network.toString()), network.bits());
  }

  /** The hash of a text, for what a log gives instead of an address. */
  public KeyedHash of(String text) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    byte[] mac = new byte[Hmac.LENGTH];
    hmac.sign(message, message.length, mac);
    ByteBuffer first = ByteBuffer.wrap(mac);
    return new KeyedHash(first.getLong(), first.getInt());
  }
}
