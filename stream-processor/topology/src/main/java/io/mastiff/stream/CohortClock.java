package io.mastiff.stream;

import java.util.HashMap;
import java.util.Map;

/**
 * What time it is for cohorts, of which parts come from every partition: that of the partition
 * which is furthest, in seconds.
 *
 * <p>When one partition goes back, the broker's clock was wrong, and the others go back with it.
 */
final class CohortClock {
  private static final long MOST_BACK_S = BrokerClock.MOST_BACK_MS / 1000;

  private final Map<Integer, Long> seconds = new HashMap<>();

  /** A partition says what time it is for it, or 0 if it does not; returns what time it is. */
  long at(int partition, long second) {
    if (second == 0) {
      return now();
    }
    Long before = seconds.get(partition);
    if (before != null && second < before - MOST_BACK_S) {
      seconds.replaceAll((any, known) -> Math.min(known, second));
    }
    seconds.merge(partition, second, Math::max);
    return now();
  }

  private long now() {
    return seconds.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
