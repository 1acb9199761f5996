package io.mastiff.edge;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stops learned entries from turning away good visitors: when more than one in fifty of those whom
 * the store vouches for, and at least five, met one within a minute, learned entries are only noted
 * for five minutes.
 */
final class Breaker {
  private static final long WINDOW_MS = 60_000;
  private static final long OPEN_MS = 300_000;
  private static final int FEWEST = 5;
  private static final int ONE_IN = 50;

  private final AtomicLong windowEndMs = new AtomicLong();
  private final AtomicInteger good = new AtomicInteger();
  private final AtomicInteger hit = new AtomicInteger();
  private final LongAdder opened = new LongAdder();
  private volatile long openUntilMs;

  /** Notes a request of a visitor whom the store vouches for. */
  void saw(Sighting s) {
    if (!s.standing().isVouchedFor()) {
      return;
    }
    long end = windowEndMs.get();
    if (s.atMs() >= end && windowEndMs.compareAndSet(end, s.atMs() + WINDOW_MS)) {
      good.set(0);
      hit.set(0);
    }
    good.incrementAndGet();
  }

  /** Whether a learned entry may act on this request. */
  boolean lets(Sighting s) {
    if (s.standing().isVouchedFor()) {
      int denied = hit.incrementAndGet();
      if (denied >= FEWEST && denied * ONE_IN > good.get() && s.atMs() >= openUntilMs) {
        openUntilMs = s.atMs() + OPEN_MS;
        opened.increment();
      }
    }
    return s.atMs() >= openUntilMs;
  }

  /** How often it opened. */
  long opened() {
    return opened.sum();
  }
}
