package io.mastiff.edge.capacity;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests are at a store whose answers this door never sees: by Little's law, those that
 * were let in a second, times the seconds that one stays there.
 *
 * <p>The door counts the first itself, so that whom it sheds is missing at once; the second is what
 * a front's log tells. The rate is that of a sliding window between two tellings, about 200 ms.
 */
final class LoggedRoom {
  private static final long HOLDS_MS = 15_000;
  private static final long LONGEST_WINDOW_MS = 5_000;
  private static final Reading NOTHING = new Reading(0, 0, 1, 0);

  private final AtomicInteger letIn = new AtomicInteger();
  private volatile Reading reading = NOTHING;

  /**
   * What was told last.
   *
   * @param stayMs how long a request that was let in is at the store
   * @param before requests that were let in in the window before
   * @param windowMs how long that window was
   */
  private record Reading(double stayMs, int before, long windowMs, long atMs) {}

  void enter() {
    letIn.incrementAndGet();
  }

  /** Whether something was told within {@value #HOLDS_MS} ms. */
  boolean isTold(long nowMs) {
    Reading last = reading;
    return last != NOTHING && nowMs - last.atMs < HOLDS_MS;
  }

  double underWay(long nowMs) {
    Reading last = reading;
    long since = Math.max(0, nowMs - last.atMs);
    double ofBefore = Math.max(0, 1 - (double) since / last.windowMs);
    return last.stayMs * (last.before * ofBefore + letIn.get()) / Math.max(since, last.windowMs);
  }

  /** Begins a window; returns how many were let in in the one before. */
  int told(double stayMs, long nowMs) {
    long window = Math.min(Math.max(1, nowMs - reading.atMs), LONGEST_WINDOW_MS);
    int before = letIn.getAndSet(0);
    reading = new Reading(stayMs, before, window, nowMs);
    return before;
  }

  /** Nothing can be told; returns how many were let in since the last time. */
  int lost() {
    reading = NOTHING;
    return letIn.getAndSet(0);
  }
}
