package io.mastiff.standalone.release;

import java.time.Duration;

/**
 * What the gates ask for.
 *
 * @param harmBudget people's sessions that may be hit, of 100,000
 * @param shadowFor least time in shadow
 * @param shadowSessions least number of sessions judged there
 */
public record GateBounds(double harmBudget, Duration shadowFor, long shadowSessions) {
  /** From this AUC on a single feature separates alone, as in {@code data describe}. */
  static final double LEAK_AUC = 0.97;
}
