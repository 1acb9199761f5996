package io.mastiff.standalone.replay;

import io.mastiff.data.simulate.Behaviour;
import io.mastiff.data.simulate.Software;
import io.mastiff.data.simulate.Step;
import io.mastiff.event.IpAddress;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody who comes to the shop.
 *
 * @param family what the result is told by
 * @param keepsCookies whether a cookie that was set is sent again
 * @param assets share of a page's assets that are fetched
 * @param targets where its steps lead to
 */
record Guest(
    String family,
    Software software,
    Behaviour behaviour,
    IpAddress address,
    Jar jar,
    boolean keepsCookies,
    double assets,
    Function<Step, String> targets) {
  Guest(
      String family,
      Software software,
      Behaviour behaviour,
      IpAddress address,
      Jar jar,
      boolean keepsCookies,
      double assets) {
    this(family, software, behaviour, address, jar, keepsCookies, assets, Replay::target);
  }

  /** Whether it answers a challenge, as a browser does whose owner keeps cookies. */
  boolean answers() {
    return keepsCookies && !Guests.SCRAPERS.contains(family) && !family.equals(CAMPAIGN);
  }

  /** Whether it may agree to cookies, when asked. */
  boolean agrees() {
    return answers();
  }

  /** The family of those who belong to a campaign. */
  static final String CAMPAIGN = "campaign";

  /** What a client keeps between its visits. */
  static final class Jar {
    String cookie = "";
    String referer = "";

    /** The cookie that says its owner agreed to cookies; empty until then. */
    String consent = "";

    /** The cookie that an answered challenge bought; empty until then. */
    String pass = "";

    /** The {@code Cookie} field, or empty. */
    String cookies() {
      return Stream.of(consent, cookie, pass)
          .filter(each -> !each.isEmpty())
          .collect(Collectors.joining("; "));
    }
  }
}
