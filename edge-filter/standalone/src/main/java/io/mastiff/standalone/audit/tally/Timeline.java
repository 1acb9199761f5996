package io.mastiff.standalone.audit.tally;

import java.util.Arrays;

/**
 * Counts over time in steps that grow with the time: a minute at first, up to days.
 *
 * <p>Never more than {@code most} steps, 8 B each. What lies over two years from the first count is
 * left out. The order of adding changes nothing.
 */
public final class Timeline {
  private static final long MINUTE = 60_000;
  private static final long[] STEPS = {
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    60 * MINUTE,
    180 * MINUTE,
    360 * MINUTE,
    720 * MINUTE,
    1_440 * MINUTE,
    2_880 * MINUTE,
    5_760 * MINUTE,
    23_040 * MINUTE,
    92_160 * MINUTE
  };
  private static final long FARTHEST = 731L * 86_400_000;

  private final int most;
  private int step;
  private long first;
  private long origin;
  private long[] counts = new long[0];

  /**
   * @param most steps, at least 24
   */
  public Timeline(int most) {
    this.most = most;
  }

  public void add(long atMs, long n) {
    if (counts.length == 0) {
      origin = atMs;
      first = Math.floorDiv(atMs, STEPS[step]);
      counts = new long[] {n};
    } else if (Math.abs(atMs - origin) <= FARTHEST) {
      int slot = slot(atMs);
      counts[slot] += n;
    }
  }

  private int slot(long atMs) {
    long at = Math.floorDiv(atMs, STEPS[step]);
    long last = first + counts.length - 1;
    while (Math.max(at, last) - Math.min(at, first) >= most) {
      coarsen(step + 1);
      at = Math.floorDiv(atMs, STEPS[step]);
      last = first + counts.length - 1;
    }
    if (at < first) {
      long[] wider = new long[(int) (last - at + 1)];
      System.arraycopy(counts, 0, wider, (int) (first - at), counts.length);
      counts = wider;
      first = at;
    } else if (at > last) {
      counts = Arrays.copyOf(counts, (int) (at - first + 1));
    }
    return (int) (at - first);
  }

  private void coarsen(int to) {
    long factor = STEPS[to] / STEPS[step];
    long newFirst = Math.floorDiv(first, factor);
    long newLast = Math.floorDiv(first + counts.length - 1, factor);
    long[] fewer = new long[(int) (newLast - newFirst + 1)];
    for (int i = 0; i < counts.length; i++) {
      fewer[(int) (Math.floorDiv(first + i, factor) - newFirst)] += counts[i];
    }
    counts = fewer;
    first = newFirst;
    step = to;
  }

  /** Adds another's counts, or takes them away with a factor of -1. */
  public void add(Timeline other, int factor) {
    if (other.counts.length > 0 && step < other.step && counts.length > 0) {
      coarsen(other.step);
    }
    step = counts.length == 0 ? other.step : step;
    for (int i = 0; i < other.counts.length; i++) {
      if (other.counts[i] != 0) {
        add((other.first + i) * STEPS[other.step], factor * other.counts[i]);
      }
    }
  }

  public boolean isEmpty() {
    return counts.length == 0;
  }

  /** Length of a step. */
  public long stepMs() {
    return STEPS[step];
  }

  /** When the first step begins. */
  public long fromMs() {
    return first * STEPS[step];
  }

  /** Number of steps from the first count to the last. */
  public int steps() {
    return counts.length;
  }

  /** All counts together. */
  public long sum() {
    return Arrays.stream(counts).sum();
  }

  /** How many steps hold a count. */
  public int busy() {
    int busy = 0;
    for (long count : counts) {
      busy += count > 0 ? 1 : 0;
    }
    return busy;
  }

  /**
   * The counts as they fall into the steps of another that spans this one; the count of a coarser
   * step is spread evenly over those that it covers, the earliest take what remains.
   */
  public long[] within(Timeline span) {
    long[] fallen = new long[span.counts.length];
    long finer = Math.max(1, STEPS[step] / STEPS[span.step]);
    for (int i = 0; i < counts.length; i++) {
      long begin = Math.floorDiv((first + i) * STEPS[step], STEPS[span.step]) - span.first;
      int from = (int) Math.max(0, begin);
      int to = (int) Math.min(fallen.length, begin + finer);
      for (int at = from; at < to; at++) {
        fallen[at] += counts[i] / (to - from) + (at - from < counts[i] % (to - from) ? 1 : 0);
      }
    }
    return fallen;
  }
}
