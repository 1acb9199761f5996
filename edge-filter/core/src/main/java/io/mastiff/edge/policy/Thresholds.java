package io.mastiff.edge.policy;

import io.mastiff.event.Action;

/**
 * From which score on, the sum of the weights of the rules that matched, what is done; infinite for
 * never.
 */
public record Thresholds(double tag, double throttle, double challenge, double block) {
  public static final Thresholds DEFAULT =
      new Thresholds(0.5, Double.POSITIVE_INFINITY, 1.0, Double.POSITIVE_INFINITY);

  /** The harshest action whose threshold the score has reached. */
  public Action action(double score) {
    if (score >= block) {
      return Action.BLOCK;
    }
    if (score >= challenge) {
      return Action.CHALLENGE;
    }
    if (score >= throttle) {
      return Action.THROTTLE;
    }
    return score >= tag ? Action.TAG : Action.ALLOW;
  }
}
