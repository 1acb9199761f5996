package io.mastiff.edge.policy;

import java.time.Duration;

/**
 * When and how a client is asked to show that it waits and keeps a cookie.
 *
 * @param delay how long it has to wait
 * @param pass how long having passed is good for
 */
public record ChallengePolicy(When when, Duration delay, Duration pass) {
  public static final ChallengePolicy DEFAULT =
      new ChallengePolicy(When.PRESSURE, Duration.ofSeconds(3), Duration.ofMinutes(30));

  /** Whether challenges are given at all. */
  public enum When {
    ALWAYS,
    /** Only while the store is short of room; else the request is tagged. */
    PRESSURE,
    NEVER
  }
}
