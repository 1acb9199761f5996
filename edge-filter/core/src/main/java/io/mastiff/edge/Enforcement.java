package io.mastiff.edge;

import io.mastiff.edge.capacity.Capacity;
import io.mastiff.edge.challenge.Challenges;
import io.mastiff.edge.crawler.CrawlerState;
import io.mastiff.edge.policy.ChallengePolicy.When;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.table.Mix;
import io.mastiff.event.Action;
import io.mastiff.event.Mode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How what a rule wants becomes a decision: on a stable share of the clients, milder where a cache
 * could keep a denial for others, and with a challenge only where it is wanted and can be answered.
 */
final class Enforcement {
  /**
   * Rule of those who solved a challenge; it spares them from another one and from nothing else.
   */
  static final String PASSED = "challenge.pass";

  private final Policy policy;
  private final Capacity capacity;
  private final Challenges challenges;
  private final long salt;

  /**
   * @param salt secret that the sides of percentages depend on, the same on all doors
   */
  Enforcement(Policy policy, Capacity capacity, Challenges challenges, long salt) {
    this.policy = policy;
    this.capacity = capacity;
    this.challenges = challenges;
    this.salt = salt;
  }

  static Decision allowed(Sighting s, String rule) {
    return new Decision(Ruling.allow(rule), s);
  }

  /** Denies the share {@code percent} of clients, and notes it for the others. */
  Decision denied(
      Sighting s, Action action, String rule, List<String> reasons, int retryAfter, int percent) {
    Action milder = isCached(s) && action != Action.TAG ? Action.TAG : action;
    return new Decision(
        new Ruling(milder, rule, reasons, enforces(s, percent), reference(), retryAfter, null), s);
  }

  /** As {@link #denied}; a challenge only where it can be answered, and when one is wanted now. */
  Decision challengedOrDenied(
      Sighting s, Action action, String rule, List<String> reasons, int retryAfter, int percent) {
    if (action != Action.CHALLENGE) {
      return denied(s, action, rule, reasons, retryAfter, percent);
    }
    When when = policy.challenge().when();
    boolean now = when == When.ALWAYS || (when == When.PRESSURE && capacity.isPressed());
    if (!now || s.crawler() == CrawlerState.VERIFIED) {
      return new Decision(Ruling.tag(rule, rule, false), s);
    }
    if (challenges.hasPass(s)) {
      return allowed(s, PASSED);
    }
    Action harsh = Challenges.canBeAnswered(s) ? Action.CHALLENGE : Action.THROTTLE;
    return denied(s, harsh, rule, reasons, (int) challenges.waitSeconds(), percent);
  }

  /** Whether nothing after this decision can change it. */
  static boolean ends(Decision decision) {
    return decision.denies()
        || (decision.action() == Action.ALLOW && !decision.rule().equals(PASSED));
  }

  /** On what a cache in front keeps, a denial could be kept for others. */
  private boolean isCached(Sighting s) {
    return policy.front().keeps(s.route().route().template());
  }

  /** A stable hash of the client, so that one client never sees both sides of a percentage. */
  boolean enforces(Sighting s, int percent) {
    int share = policy.percent() * percent / 100;
    return policy.mode() == Mode.ENFORCE && share > 0 && side(s, 100) < share;
  }

  /** Whether the client belongs to the few that learned actions never touch. */
  boolean isHeldOut(Sighting s) {
    return side(s, 10_000) >= 10_000 - policy.holdOut() * 100;
  }

  private long side(Sighting s, int sides) {
    return Long.remainderUnsigned(Mix.of(salt, s.clientHash()), sides);
  }

  /** A new reference for the support desk. */
  static String reference() {
    return Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 45), 36)
        .toUpperCase(Locale.ROOT);
  }
}
