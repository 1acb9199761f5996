package io.mastiff.stream;

import java.util.concurrent.atomic.LongAdder;

/** What one stream process counted since it started. */
public final class StreamCounters {
  final LongAdder events = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder deadLetters = new LongAdder();
  final LongAdder verdicts = new LongAdder();
  final LongAdder entries = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder late = new LongAdder();

  public long events() {
    return events.sum();
  }

  public long duplicates() {
    return duplicates.sum();
  }

  public long deadLetters() {
    return deadLetters.sum();
  }

  public long verdicts() {
    return verdicts.sum();
  }

  public long entries() {
    return entries.sum();
  }

  /** Things that were not counted because a bound was reached. */
  public long refused() {
    return refused.sum();
  }

  /** Parts of cohorts that came after their bucket was closed. */
  public long late() {
    return late.sum();
  }
}
