package io.mastiff.standalone.replay;

import io.mastiff.data.simulate.Behaviour;
import io.mastiff.data.simulate.Software;
import io.mastiff.event.IpAddress;

/**
 * Somebody who comes to the shop.
 *
 * @param family what the result is told by
 * @param keepsCookies whether a cookie that was set is sent again
 * @param assets share of a page's assets that are fetched
 */
record Guest(
    String family,
    Software software,
    Behaviour behaviour,
    IpAddress address,
    Jar jar,
    boolean keepsCookies,
    double assets) {
  /** Whether it may agree to cookies, when asked. */
  boolean agrees() {
    return keepsCookies && !Guests.SCRAPERS.contains(family);
  }

  /** What a client keeps between its visits. */
  static final class Jar {
    String cookie = "";
    String referer = "";

    /** The cookie that says its owner agreed to cookies; empty until then. */
    String consent = "";

    /** The {@code Cookie} field, or empty. */
    String cookies() {
      return cookie.isEmpty() || consent.isEmpty() ? cookie + consent : consent + "; " + cookie;
    }
  }
}
