package io.mastiff.edge.client;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Short signed tokens of a door, under keys that are derived from the cookie keys, so that a cookie
 * can never be taken for a token.
 *
 * <pre>
 * Layout, before base64url: kind (1) | nonce (8) | issued, ms (8) | client (8) | about (4)
 *                           | HMAC-SHA256, first 16 bytes
 * </pre>
 */
public final class SignedTokens {
  private static final int SIGNED = 1 + 8 + 8 + 8 + 4;
  private static final int MAC = 16;
  private static final byte[] PURPOSE = {'m', 'a', 's', 't', 'i', 'f', 'f', ' ', 't', 'o', 'k'};

  private final List<Hmac> signers = new ArrayList<>();
  private final Supplier<byte[]> nonces;

  /**
   * @param nonces gives at least 8 random bytes at each call
   */
  public SignedTokens(CookieKeys keys, Supplier<byte[]> nonces) {
    this.nonces = nonces;
    for (byte[] key : keys.all()) {
      byte[] derived = new byte[Hmac.LENGTH];
      new Hmac(key).sign(PURPOSE, PURPOSE.length, derived);
      signers.add(new Hmac(derived));
    }
  }

  /**
   * A token that was read.
   *
   * @param about what it is about, as its issuer numbers it
   */
  public record Token(byte kind, long nonce, long issuedMs, long client, int about) {}

  /** A new token as text. */
  public String issue(byte kind, long nowMs, long client, int about) {
    ByteBuffer out = ByteBuffer.allocate(SIGNED + MAC);
    out.put(kind).put(nonces.get(), 0, 8).putLong(nowMs).putLong(client).putInt(about);
    out.put(sign(signers.get(0), out.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
  }

  /** The token in a text; null where it is not one of ours. */
  public @Nullable Token read(String text) {
    byte[] bytes = new byte[SIGNED + MAC];
    if (!Base64Url.decode(text, bytes)) {
      return null;
    }
    byte[] mac = Arrays.copyOfRange(bytes, SIGNED, SIGNED + MAC);
    for (Hmac signer : signers) {
      if (MessageDigest.isEqual(mac, sign(signer, bytes))) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new Token(in.get(), in.getLong(), in.getLong(), in.getLong(), in.getInt());
      }
    }
    return null;
  }

  /** HMAC of a text under the newest key, as base64url, for headers to the origin. */
  public String sign(String text) {
    byte[] message = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] out = new byte[Hmac.LENGTH];
    signers.get(0).sign(message, message.length, out);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(out, MAC));
  }

  private static byte[] sign(Hmac signer, byte[] bytes) {
    byte[] out = new byte[Hmac.LENGTH];
    signer.sign(bytes, SIGNED, out);
    return Arrays.copyOf(out, MAC);
  }
}
