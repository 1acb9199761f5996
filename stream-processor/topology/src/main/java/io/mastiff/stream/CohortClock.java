package io.mastiff.stream;

import java.util.HashMap;
import java.util.Map;

/**
 * What time it is for cohorts, of which parts come from every partition: that of the partition
 * which is furthest, in seconds.
 *
 * <p>When one partition goes back, the broker's clock was wrong, and the others go back with it. A
 * partition that only saw the wrong time and then nothing more holds all of them there until then.
 */
final class CohortClock {
  private static final long MOST_BACK_S = BrokerClock.MOST_BACK_MS / 1000;

  private final Map<Integer, Long> seconds = new HashMap<>();

  /** What was known of a partition before a restart. */
  void restore(int partition, long second) {
    seconds.put(partition, second);
  }

  /**
   * A partition says what time it is for it.
   *
   * @return the partitions for which it is another time now
   */
  Map<Integer, Long> at(int partition, long second) {
    long before = seconds.getOrDefault(partition, 0L);
    if (second < before - MOST_BACK_S) {
      seconds.replaceAll((any, known) -> Math.min(known, second));
      return Map.copyOf(seconds);
    }
    if (second <= before) {
      return Map.of();
    }
    seconds.put(partition, second);
    return Map.of(partition, second);
  }

  /** 0 before the first batch that says what time it is. */
  long now() {
    return seconds.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
