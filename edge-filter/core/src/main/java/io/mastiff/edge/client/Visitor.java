package io.mastiff.edge.client;

import io.mastiff.edge.table.Mix;
import io.mastiff.event.CookieState;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a request's visitor cookie says. A returned one carries an id, when it was issued, and its
 * home: the network prefix of the visitor's first request.
 */
public final class Visitor {
  /** A request without a cookie. */
  public static final Visitor NONE = new Visitor(CookieState.COOKIE_ABSENT);

  /** For doors that set no cookies. */
  public static final Visitor OFF = new Visitor(CookieState.COOKIE_OFF);

  static final Visitor FORGED = new Visitor(CookieState.COOKIE_FORGED);
  static final Visitor UNKNOWN_KEY = new Visitor(CookieState.COOKIE_UNKNOWN_KEY);

  /** One id from many networks at once, by replay or through a cache: as absent. */
  public static final Visitor REPLAYED = new Visitor(CookieState.COOKIE_REPLAYED);

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private static final CookieState[] STATES = new CookieState[16];

  static {
    for (CookieState state : CookieState.values()) {
      if (state != CookieState.UNRECOGNIZED) {
        STATES[state.getNumber()] = state;
      }
    }
  }

  private final long idHigh;
  private final int idLow;

  /** When it was issued, ms (48 bits), length of the home's prefix (8), number of the state (8). */
  private final long facts;

  private final long home;

  private Visitor(CookieState state) {
    this(state, 0, 0, 0, (byte) 0, 0);
  }

  /**
   * @param homeBits length of the home's prefix: negative for IPv4, 0 for none
   * @param home the IPv4 address, or the leading half of the IPv6 one
   */
  Visitor(CookieState state, long idHigh, int idLow, long firstSeenMs, byte homeBits, long home) {
    this.idHigh = idHigh;
    this.idLow = idLow;
    this.facts = firstSeenMs << 16 | (homeBits & 0xff) << 8 | state.getNumber();
    this.home = home;
  }

  public CookieState state() {
    return STATES[(int) facts & 0xff];
  }

  public boolean returned() {
    return state() == CookieState.COOKIE_RETURNED;
  }

  /** The cookie's id; empty unless returned. */
  public String id() {
    return returned() ? text(idHigh, idLow) : "";
  }

  /** The first 64 random bits of the id. */
  public long idBits() {
    return idHigh;
  }

  /** A number for the whole id. */
  public long idHash() {
    return Mix.of(idHigh, idLow);
  }

  /** The number that a visitor with this id has; 0 where it is no id of ours. */
  public static long idHash(String id) {
    byte[] bytes = new byte[12];
    if (!Base64Url.decode(id, bytes)) {
      return 0;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return Mix.of(in.getLong(), in.getInt());
  }

  /** When the cookie was issued, ms since the epoch; 0 unless returned. */
  public long firstSeenMs() {
    return facts >> 16;
  }

  /** Network prefix of the visitor's first request; empty unless returned. */
  public String home() {
    IpNetwork network = homeNetwork();
    return network == null ? "" : network.toString();
  }

  /** The same; null unless returned. */
  public @Nullable IpNetwork homeNetwork() {
    int homeBits = (byte) (facts >> 8);
    if (!returned() || homeBits == 0) {
      return null;
    }
    IpAddress first = homeBits < 0 ? IpAddress.v4(home) : new IpAddress(home, 0, false);
    return IpNetwork.of(first, Math.abs(homeBits));
  }

  static String text(long high, int low) {
    byte[] bytes = new byte[12];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (high >>> (56 - 8 * i));
    }
    for (int i = 0; i < 4; i++) {
      bytes[8 + i] = (byte) (low >>> (24 - 8 * i));
    }
    return ENCODER.encodeToString(bytes);
  }
}
