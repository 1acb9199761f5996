package io.mastiff.stream;

/**
 * What time it is for a partition: when its newest record was appended.
 *
 * <p>A broker's clock may have been wrong. The clock goes on with it, since hours without a record
 * look the same; but when a record was appended more than {@value #MOST_BACK_MS} ms before the
 * newest one, the clock goes back to it, and what was learned of the future is to be forgotten.
 * Kafka Streams' own stream time would stay in the future until it has come.
 */
final class BrokerClock {
  /** Brokers of one cluster are nearer to each other than that. */
  static final long MOST_BACK_MS = 300_000;

  private long nowMs;

  /** A record was appended at this time; whether the clock was set back. */
  boolean at(long appendedMs) {
    boolean back = appendedMs < nowMs - MOST_BACK_MS;
    nowMs = back ? appendedMs : Math.max(nowMs, appendedMs);
    return back;
  }

  /** 0 before the first record. */
  long nowMs() {
    return nowMs;
  }
}
