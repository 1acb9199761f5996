package io.mastiff.edge.policy;

/**
 * Which decisions are written to the log.
 *
 * @param perSecond lines at most; further ones are counted
 */
public record LogPolicy(Decisions decisions, int perSecond) {
  public static final LogPolicy DEFAULT = new LogPolicy(Decisions.NONE, 100);

  /** Kinds of decision. */
  public enum Decisions {
    NONE,
    /** All but those that simply let pass; in observe mode what would have been denied. */
    DENIED,
    ALL
  }
}
