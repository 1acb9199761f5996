package io.mastiff.standalone.store;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The store's bottleneck: a few permits and a service time for each query.
 *
 * <p>A query waits for a permit at most {@link #PATIENCE}; then the store answers that it is
 * overloaded, as one whose connection pool is exhausted does.
 */
public final class Database {
  /** How long a query waits for a permit. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Semaphore permits;

  public Database(int permits) {
    this.permits = new Semaphore(permits, true);
  }

  /** Runs a query that takes {@code millis}; false when no permit came free in time. */
  boolean query(long millis) throws InterruptedException {
    if (!permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    try {
      Thread.sleep(millis);
      return true;
    } finally {
      permits.release();
    }
  }
}
