package io.mastiff.edge.client;

import io.mastiff.edge.HeaderNames;
import io.mastiff.edge.Headers;
import io.mastiff.edge.table.Latin1;
import io.mastiff.edge.table.Mix;
import io.mastiff.edge.table.SecretHash;
import io.mastiff.event.CookieState;
import io.mastiff.event.IpNetwork;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

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
  private static final int BYTES = SIGNED_BYTES + MAC_BYTES;
  private static final int TEXT_LENGTH = BYTES * 4 / 3 + 1;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final Key[] keys = new Key[256];
  private final Key signer;
  private final Supplier<byte[]> ids;
  private final ThreadLocal<byte[][]> scratch =
      ThreadLocal.withInitial(
          () ->
              new byte[][] {
                new byte[BYTES], new byte[Hmac.LENGTH], new byte[TEXT_LENGTH], new byte[1]
              });
  private final VerifiedCookies verified = new VerifiedCookies();
  private final SecretHash mark;

  /** A key's id and its signer. */
  private record Key(byte id, Hmac hmac) {}

  /**
   * @param ids gives 12 random bytes at each call
   */
  public VisitorCookies(CookieKeys keys, Supplier<byte[]> ids) {
    this.ids = ids;
    Key newest = null;
    for (byte[] bytes : keys.all()) {
      byte id = Hmac.sha256().digest(bytes)[0];
      Key key = new Key(id, new Hmac(bytes));
      newest = newest == null ? key : newest;
      if (this.keys[id & 0xff] == null) {
        this.keys[id & 0xff] = key;
      }
    }
    this.signer = java.util.Objects.requireNonNull(newest);
    this.mark = mark(signer.hmac, ids.get());
  }

  private static SecretHash mark(Hmac key, byte[] random) {
    byte[] secret = new byte[Hmac.LENGTH];
    key.sign(random, random.length, secret);
    return new SecretHash(Latin1.longAt(secret, 0), Latin1.longAt(secret, 8));
  }

  /**
   * Reads from where a visitor's things are kept, so that their memory is near in time.
   *
   * @param <T> what else it needs of the request, handed through so that nothing is made for it
   */
  @FunctionalInterface
  public interface Ahead<T> {
    /** Gives what was read, of no meaning, so that the reading is not left out as useless. */
    long touch(T with, long network, long idBits, long idHash);
  }

  /** What the request's cookie header says of its visitor. */
  public Visitor read(Headers headers) {
    return read(headers, "", 0, (with, network, idBits, idHash) -> 0);
  }

  /** The same; {@code ahead} is called before the signature is checked. */
  public <T> Visitor read(Headers headers, T with, long network, Ahead<T> ahead) {
    int first = headers.indexOf(HeaderNames.COOKIE);
    for (int i = first < 0 ? headers.size() : first; i < headers.size(); i++) {
      if (headers.number(i) == HeaderNames.COOKIE) {
        String header = headers.value(i);
        int at = CookieText.start(header, NAME);
        if (at >= 0) {
          return check(header, at, with, network, ahead);
        }
      }
    }
    return Visitor.NONE;
  }

  private <T> Visitor check(String header, int from, T with, long network, Ahead<T> ahead) {
    int to = CookieText.end(header, from);
    if (to - from != TEXT_LENGTH) {
      return Visitor.UNKNOWN_KEY;
    }
    byte[][] own = scratch.get();
    byte[] bytes = own[0];
    Latin1.copy(header, from, to, own[2]);
    if (!Base64Url.decode(own[2], TEXT_LENGTH, bytes) || bytes[0] != VERSION) {
      return Visitor.UNKNOWN_KEY;
    }
    Key key = keys[bytes[1] & 0xff];
    if (key == null) {
      return Visitor.UNKNOWN_KEY;
    }
    long idHigh = Latin1.longAt(bytes, 2);
    long marked = mark.of(bytes, BYTES);
    own[3][0] =
        (byte)
            (verified.touch(marked)
                + ahead.touch(with, network, idHigh, Mix.of(idHigh, idLow(bytes))));
    boolean right = verified.has(marked) || isSigned(key, bytes, marked, own[1]);
    return right ? visitor(idHigh, bytes) : Visitor.FORGED;
  }

  private static int idLow(byte[] bytes) {
    return (int) (Latin1.longAt(bytes, 10) >>> 32);
  }

  private boolean isSigned(Key key, byte[] bytes, long marked, byte[] mac) {
    key.hmac.sign(bytes, SIGNED_BYTES, mac);
    int difference = 0;
    for (int i = 0; i < MAC_BYTES; i++) {
      difference |= mac[i] ^ bytes[SIGNED_BYTES + i];
    }
    if (difference == 0) {
      verified.add(marked);
    }
    return difference == 0;
  }

  private static Visitor visitor(long idHigh, byte[] bytes) {
    int bits = bytes[22];
    long high = Latin1.longAt(bytes, 23);
    long low = Latin1.longAt(bytes, 31);
    boolean v4 = high == 0 && low >>> 32 == 0xffff;
    boolean fits = bits > 0 && bits <= (v4 ? 32 : 64);
    return new Visitor(
        CookieState.COOKIE_RETURNED,
        idHigh,
        idLow(bytes),
        Latin1.longAt(bytes, 14),
        (byte) (!fits ? 0 : v4 ? -bits : bits),
        v4 ? low : high);
  }

  /** The id in a cookie's value, whoever signed it; empty where it is no such value. */
  public static Optional<String> idIn(String value) {
    byte[] bytes = new byte[BYTES];
    boolean ours =
        value.length() == TEXT_LENGTH && Base64Url.decode(value, bytes) && bytes[0] == VERSION;
    return ours
        ? Optional.of(Visitor.text(Latin1.longAt(bytes, 2), idLow(bytes)))
        : Optional.empty();
  }

  /** A new cookie for a visitor whose first request came from {@code home}. */
  public Issued issue(IpNetwork home, long nowMs) {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    byte[] id = Arrays.copyOf(ids.get(), ID_BYTES);
    out.put(VERSION).put(signer.id).put(id).putLong(nowMs).put((byte) home.bits());
    out.putLong(home.first().high()).putLong(home.first().low());
    byte[] mac = new byte[Hmac.LENGTH];
    signer.hmac.sign(out.array(), SIGNED_BYTES, mac);
    out.put(mac, 0, MAC_BYTES);
    return new Issued(ENCODER.encodeToString(id), ENCODER.encodeToString(out.array()));
  }

  /**
   * A cookie that was made for an answer.
   *
   * @param id what its holder will be known by
   * @param value the cookie's value
   */
  public record Issued(String id, String value) {
    /**
     * The {@code Set-Cookie} field.
     *
     * @param domain the shop's domain; empty for the host alone
     */
    public String header(boolean secure, long maxAgeSeconds, String domain) {
      return String.format(
          Locale.ROOT,
          "%s=%s; Path=/; Max-Age=%d%s; HttpOnly; SameSite=Lax%s",
          NAME,
          value,
          maxAgeSeconds,
          domain.isEmpty() ? "" : "; Domain=" + domain,
          secure ? "; Secure" : "");
    }
  }
}
