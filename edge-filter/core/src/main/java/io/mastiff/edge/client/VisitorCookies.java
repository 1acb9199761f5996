package io.mastiff.edge.client;

import io.mastiff.edge.Headers;
import io.mastiff.event.CookieState;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Issues and checks the signed visitor cookie.
 *
 * <pre>
 * Layout, before base64url: version (1) | key id (1) | id (12) | first seen, ms (8)
 *                           | home: bits (1), address (16) | HMAC-SHA256, first 16 bytes (16)
 * The key id is the first byte of the key's SHA-256. A cookie under another key id is unknown, not
 * forged; forged is our key id with a signature that does not fit. No profile, no address beyond
 * the prefix that the deployment's homes have (/24 or /56).
 * </pre>
 */
public final class VisitorCookies {
  public static final String NAME = "mastiff";
  private static final byte VERSION = 1;
  private static final int ID_BYTES = 12;
  private static final int SIGNED_BYTES = 1 + 1 + ID_BYTES + 8 + 1 + 16;
  private static final int MAC_BYTES = 16;
  private static final int TEXT_LENGTH = (SIGNED_BYTES + MAC_BYTES) * 4 / 3 + 1;
  private static final int LONGEST_HEADER = 16_384;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final byte keyId;
  private final ThreadLocal<Mac> mac;
  private final Supplier<byte[]> ids;

  /**
   * @param key at least 16 bytes
   * @param ids gives 12 random bytes at each call
   */
  public VisitorCookies(byte[] key, Supplier<byte[]> ids) {
    if (key.length < 16) {
      throw new IllegalArgumentException("a cookie key has at least 16 bytes, not " + key.length);
    }
    SecretKeySpec spec = new SecretKeySpec(key, "HmacSHA256");
    this.mac = ThreadLocal.withInitial(() -> newMac(spec));
    this.keyId = sha256(key)[0];
    this.ids = ids;
  }

  /** What the request's cookie header says of its visitor. */
  public Visitor read(Headers headers) {
    String value = value(headers);
    return value.isEmpty() ? Visitor.NONE : check(value);
  }

  private Visitor check(String value) {
    if (value.length() != TEXT_LENGTH) {
      return Visitor.FORGED;
    }
    byte[] bytes;
    try {
      bytes = DECODER.decode(value);
    } catch (IllegalArgumentException e) {
      return Visitor.FORGED;
    }
    if (bytes.length != SIGNED_BYTES + MAC_BYTES || bytes[0] != VERSION) {
      return Visitor.FORGED;
    }
    if (bytes[1] != keyId) {
      return Visitor.UNKNOWN_KEY;
    }
    byte[] expected = sign(bytes);
    byte[] given = Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length);
    return MessageDigest.isEqual(expected, given) ? visitor(bytes) : Visitor.FORGED;
  }

  private static Visitor visitor(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes, 2, SIGNED_BYTES - 2);
    byte[] id = new byte[ID_BYTES];
    in.get(id);
    long firstSeen = in.getLong();
    int bits = in.get() & 0xff;
    byte[] address = new byte[16];
    in.get(address);
    String home = bits > 128 ? "" : home(IpAddress.of(address), bits);
    return new Visitor(CookieState.COOKIE_RETURNED, ENCODER.encodeToString(id), firstSeen, home);
  }

  private static String home(IpAddress address, int bits) {
    return bits > (address.isV4() ? 32 : 128) ? "" : IpNetwork.of(address, bits).toString();
  }

  /** A new cookie for a visitor whose first request came from {@code home}. */
  public Issued issue(IpNetwork home, long nowMs) {
    ByteBuffer out = ByteBuffer.allocate(SIGNED_BYTES + MAC_BYTES);
    byte[] id = Arrays.copyOf(ids.get(), ID_BYTES);
    out.put(VERSION).put(keyId).put(id).putLong(nowMs).put((byte) home.bits());
    out.putLong(home.first().high()).putLong(home.first().low());
    out.put(sign(out.array()));
    return new Issued(ENCODER.encodeToString(id), ENCODER.encodeToString(out.array()));
  }

  /**
   * A cookie that was made for an answer.
   *
   * @param id what its holder will be known by
   * @param value the cookie's value
   */
  public record Issued(String id, String value) {
    /** The {@code Set-Cookie} field. */
    public String header(boolean secure, long maxAgeSeconds) {
      return String.format(
          Locale.ROOT,
          "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s",
          NAME,
          value,
          maxAgeSeconds,
          secure ? "; Secure" : "");
    }
  }

  private byte[] sign(byte[] bytes) {
    Mac signer = mac.get();
    signer.update(bytes, 0, SIGNED_BYTES);
    return Arrays.copyOf(signer.doFinal(), MAC_BYTES);
  }

  private static String value(Headers headers) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equals("cookie")) {
        String found = find(headers.value(i));
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }

  private static String find(String header) {
    if (header.length() > LONGEST_HEADER) {
      return "";
    }
    int from = 0;
    while (from < header.length()) {
      int semicolon = header.indexOf(';', from);
      int end = semicolon < 0 ? header.length() : semicolon;
      while (from < end && header.charAt(from) == ' ') {
        from++;
      }
      if (header.startsWith(NAME + "=", from)) {
        return header.substring(from + NAME.length() + 1, end).trim();
      }
      from = end + 1;
    }
    return "";
  }

  private static Mac newMac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
