package io.mastiff.standalone.archive;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long nothing has come while something was waited for; what is done in between is no wait. */
final class Patience {
  private final long mostNanos;
  private final LongSupplier nanos;
  private long waited;

  /**
   * @param nanos a clock, such as {@link System#nanoTime}
   */
  Patience(Duration most, LongSupplier nanos) {
    this.mostNanos = most.toNanos();
    this.nanos = nanos;
  }

  /** Something that is waited for. */
  interface Wait {
    /** Whether there was news. */
    boolean isNews();
  }

  /** Waits once; whether there is patience for another time. */
  boolean lasts(Wait wait) {
    long begun = nanos.getAsLong();
    boolean news = wait.isNews();
    waited = news ? 0 : waited + nanos.getAsLong() - begun;
    return waited <= mostNanos;
  }
}
