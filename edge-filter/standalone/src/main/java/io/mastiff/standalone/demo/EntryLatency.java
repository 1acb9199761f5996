package io.mastiff.standalone.demo;

import java.util.function.LongConsumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long new entries took from the append of the event that caused them to their use at the door.
 */
final class EntryLatency implements LongConsumer {
  private static final long LONGEST_MS = 3_600_000;
  private static final Logger LOG = LoggerFactory.getLogger(EntryLatency.class);

  private final ConcurrentHistogram millis = new ConcurrentHistogram(LONGEST_MS, 3);
  private volatile long lastAtMs;

  @Override
  public void accept(long triggerAtMs) {
    long now = System.currentTimeMillis();
    lastAtMs = now;
    LOG.info("an entry is in force {} ms after its event was appended", now - triggerAtMs);
    millis.recordValue(Math.min(Math.max(0, now - triggerAtMs), LONGEST_MS));
  }

  long entries() {
    return millis.getTotalCount();
  }

  double p99Ms() {
    return millis.getTotalCount() == 0 ? -1 : millis.getValueAtPercentile(99);
  }

  /** Time of the newest entry, ms since the epoch; 0 without one. */
  long lastAtMs() {
    return lastAtMs;
  }
}
