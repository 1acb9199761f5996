package io.mastiff.edge.client;

import io.mastiff.event.CookieState;

/**
 * What a request's visitor cookie says.
 *
 * @param id the cookie's id; empty unless returned
 * @param firstSeenMs when the cookie was issued; 0 unless returned
 * @param home network prefix of the visitor's first request; empty unless returned
 */
public record Visitor(CookieState state, String id, long firstSeenMs, String home) {
  /** A request without a cookie. */
  public static final Visitor NONE = new Visitor(CookieState.COOKIE_ABSENT, "", 0, "");

  static final Visitor FORGED = new Visitor(CookieState.COOKIE_FORGED, "", 0, "");
  static final Visitor UNKNOWN_KEY = new Visitor(CookieState.COOKIE_UNKNOWN_KEY, "", 0, "");

  /** For doors that set no cookies. */
  public static final Visitor OFF = new Visitor(CookieState.COOKIE_OFF, "", 0, "");

  public boolean returned() {
    return state == CookieState.COOKIE_RETURNED;
  }
}
