package io.mastiff.stream;

import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What time it is for a partition: when its newest record was appended.
 *
 * <p>A broker's clock may have been wrong. The clock goes on with it, since hours without a record
 * look the same; but when a record was appended more than {@value #MOST_BACK_MS} ms before the
 * newest one, the clock goes back to it, and what was learned of the future is to be forgotten.
 * Kafka Streams' own stream time would stay in the future until it has come. What time it is
 * survives a restart, so that it comes of the records alone.
 */
final class BrokerClock {
  /** Brokers of one cluster are nearer to each other than that. */
  static final long MOST_BACK_MS = 300_000;

  /** No door is called so. */
  private static final String KEY = "\u0001clock";

  private final KeyValueStore<String, String> written;
  private long nowMs;
  private long writtenMs;

  /** Reads what was written. */
  BrokerClock(KeyValueStore<String, String> written) {
    this.written = written;
    String known = written.get(KEY);
    nowMs = known == null ? 0 : Long.parseLong(known);
    writtenMs = nowMs;
  }

  /** A record was appended at this time; whether the clock was set back. */
  boolean at(long appendedMs) {
    boolean back = appendedMs < nowMs - MOST_BACK_MS;
    nowMs = back ? appendedMs : Math.max(nowMs, appendedMs);
    return back;
  }

  /** 0 before the first record of all. */
  long nowMs() {
    return nowMs;
  }

  /** Writes what has changed. */
  void write() {
    if (nowMs != writtenMs) {
      written.put(KEY, Long.toString(nowMs));
      writtenMs = nowMs;
    }
  }
}
