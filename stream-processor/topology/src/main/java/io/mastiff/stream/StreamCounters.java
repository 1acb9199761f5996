package io.mastiff.stream;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What one stream process counted since it started. */
public final class StreamCounters {
  /** What the stream lists. */
  static final List<String> SCOPES = List.of("session", "cohort");

  final LongAdder events = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder deadLetters = new LongAdder();
  final LongAdder verdicts = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder late = new LongAdder();

  /** Of entries, by the scope that their key begins with. */
  private final Map<String, LongAdder> entries =
      SCOPES.stream().collect(Collectors.toMap(scope -> scope, scope -> new LongAdder()));

  /** An entry was written. */
  void entry(String key) {
    LongAdder scope = entries.get(key.substring(0, Math.max(0, key.indexOf(':'))));
    if (scope != null) {
      scope.increment();
    }
  }

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
    return entries.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Entries whose key begins with this scope. */
  long entries(String scope) {
    LongAdder count = entries.get(scope);
    return count == null ? 0 : count.sum();
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
