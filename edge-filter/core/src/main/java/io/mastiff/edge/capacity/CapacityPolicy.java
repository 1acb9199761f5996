package io.mastiff.edge.capacity;

/**
 * How the store's room is measured and given out.
 *
 * @param floor requests that may always be under way at once
 * @param ceiling requests that may be under way at most; checkout and cart may use them all
 * @param tolerance by how much the answers may be slower than usual before the limit falls
 * @param log file of the front's access log, for {@link Signal#LOG}; empty for none
 */
public record CapacityPolicy(Signal signal, int floor, int ceiling, double tolerance, String log) {
  /** Where the door learns of the store's load. */
  public enum Signal {
    /** Nowhere: nobody is shed. */
    OFF,
    /** From the time that the store's answers take. */
    MEASURED,
    /** The ceiling is the limit. */
    FIXED,
    /** From what the operator tells the door, for fronts that never see an answer. */
    PUSHED,
    /** From the access log of the proxy that asks this door and does see the answers. */
    LOG
  }

  /** Measured, and generous: a small shop has 20 threads, a large one some hundreds. */
  public static final CapacityPolicy DEFAULT = new CapacityPolicy(Signal.MEASURED, 10, 1000, 2.0);

  public CapacityPolicy(Signal signal, int floor, int ceiling, double tolerance) {
    this(signal, floor, ceiling, tolerance, "");
  }

  public CapacityPolicy {
    if (floor < 1 || ceiling < floor || ceiling > 100_000) {
      throw new IllegalArgumentException(
          "1 <= floor <= ceiling <= 100000, not " + floor + " and " + ceiling);
    }
    if (tolerance < 1.1 || tolerance > 10) {
      throw new IllegalArgumentException("a tolerance is 1.1 to 10, not " + tolerance);
    }
  }

  /** The same with another signal. */
  public CapacityPolicy withSignal(Signal other) {
    return new CapacityPolicy(other, floor, ceiling, tolerance, log);
  }
}
