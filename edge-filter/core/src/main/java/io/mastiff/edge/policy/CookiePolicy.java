package io.mastiff.edge.policy;

import java.time.Duration;

/**
 * When the visitor cookie is set and how long it lives.
 *
 * @param whileObserving whether it is set in observe mode too
 * @param domain the shop's domain; empty for the host alone
 * @param consent name of the cookie that says a visitor has agreed; empty to set ours at once
 */
public record CookiePolicy(
    boolean enabled, boolean whileObserving, Duration lifetime, String domain, String consent) {
  public static final CookiePolicy DEFAULT = new CookiePolicy(true, false, Duration.ofDays(30));

  /** When the cookie may be set. */
  public enum When {
    ALWAYS,
    /** Once the visitor's browser sends the cookie that says so. */
    AFTER_CONSENT,
    NEVER
  }

  public When when() {
    return when(enabled, consent);
  }

  static When when(boolean enabled, String consent) {
    if (!enabled) {
      return When.NEVER;
    }
    return consent.isEmpty() ? When.ALWAYS : When.AFTER_CONSENT;
  }

  public CookiePolicy(boolean enabled, boolean whileObserving, Duration lifetime) {
    this(enabled, whileObserving, lifetime, "", "");
  }
}
