package io.mastiff.edge.policy;

import java.time.Duration;

/**
 * When the visitor cookie is set and how long it lives.
 *
 * @param whileObserving whether it is set in observe mode too
 */
public record CookiePolicy(boolean enabled, boolean whileObserving, Duration lifetime) {
  public static final CookiePolicy DEFAULT = new CookiePolicy(true, false, Duration.ofDays(30));
}
