package io.mastiff.edge.capacity;

import com.netflix.concurrency.limits.limit.AbstractLimit;
import java.util.Arrays;

/**
 * How many requests the store takes at once, from how much slower than usual it answers.
 *
 * <pre>
 * A gradient limit in the manner of Netflix's, on its library's interface, with another reference:
 * Gradient2 compares with a long average that an overload itself raises, so that it climbs to its
 * ceiling under 105% of load (concurrency-limits pull request 134). Here a sample is already the
 * ratio to the route's usual time, which overload does not raise.
 *   gradient = tolerance / ratio, at most 1, at least 1/2; ratio is the median of a window
 *   limit'   = limit * gradient + (gradient = 1 and the limit is in use ? sqrt(limit) / 2 : 0)
 * smoothed by a fifth, between floor and ceiling. A window is 20 to 100 samples. For its first 200
 * samples it stands at the ceiling, so that nobody is shed before usual times are known; then it begins
 * at 100, or at twice what was under way.
 * </pre>
 */
final class SettlingLimit extends AbstractLimit {
  /** A ratio of one, in the nanoseconds that the library's interface has. */
  static final long UNIT = 1_000_000;

  private static final int SHORTEST = 20;
  private static final int LONGEST = 100;
  private static final double SMOOTHING = 0.2;
  private static final int WARM_UP = 200;
  private static final int BEGIN = 100;

  private final int floor;
  private final int ceiling;
  private final double tolerance;
  private final double[] window = new double[LONGEST];
  private double limit;
  private int samples;
  private int most;
  private int warm;

  SettlingLimit(CapacityPolicy policy) {
    super(policy.ceiling());
    floor = policy.floor();
    ceiling = policy.ceiling();
    tolerance = policy.tolerance();
    limit = getLimit();
  }

  /**
   * @param rtt ratio to the usual time, in units of {@link #UNIT}
   */
  @Override
  protected int _update(long startTime, long rtt, int inflight, boolean didDrop) {
    if (warm < WARM_UP) {
      return warmUp(inflight);
    }
    window[samples++] = didDrop ? 2 * tolerance : (double) rtt / UNIT;
    most = Math.max(most, inflight);
    if (samples < Math.min(LONGEST, Math.max(SHORTEST, limit / 2))) {
      return (int) limit;
    }
    Arrays.sort(window, 0, samples);
    double ratio = window[samples / 2];
    double gradient = Math.max(0.5, Math.min(1, tolerance / ratio));
    boolean used = most * 2 >= limit;
    double headroom = gradient == 1 && used ? Math.sqrt(limit) / 2 : 0;
    double next = limit * gradient + headroom;
    limit = Math.max(floor, Math.min(ceiling, limit * (1 - SMOOTHING) + next * SMOOTHING));
    samples = 0;
    most = 0;
    return (int) limit;
  }

  private int warmUp(int inflight) {
    most = Math.max(most, inflight);
    warm++;
    if (warm == WARM_UP) {
      limit = Math.min(ceiling, Math.max(Math.max(floor, BEGIN), 2 * most));
      most = 0;
    }
    return (int) limit;
  }
}
