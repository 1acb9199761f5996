package io.mastiff.standalone.replay;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A cache in front of the door, as a CDN is: keeps the answers that were asked for last, each for a
 * while, and all assets.
 */
final class FrontCache {
  private final int most;
  private final double livesMs;
  private final double purgedAtMs;
  private final Map<String, Double> keptAt = new LinkedHashMap<>(16, 0.75f, true);
  private boolean purged;
  private long hits;
  private long misses;

  /**
   * @param most answers that are kept
   * @param purgedAtMs when all that is kept is thrown away, once
   */
  FrontCache(int most, double livesMs, double purgedAtMs) {
    this.most = most;
    this.livesMs = livesMs;
    this.purgedAtMs = purgedAtMs;
  }

  /** Whether the cache answers; what it does not have, it has from now on. */
  boolean has(String target, double nowMs) {
    if (!purged && nowMs >= purgedAtMs) {
      purged = true;
      keptAt.clear();
    }
    boolean page = target.startsWith("/p/") || target.startsWith("/c/");
    if (!page) {
      return false;
    }
    Double at = keptAt.get(target);
    if (at != null && nowMs - at < livesMs) {
      hits++;
      return true;
    }
    misses++;
    keptAt.put(target, nowMs);
    if (keptAt.size() > most) {
      keptAt.remove(keptAt.keySet().iterator().next());
    }
    return false;
  }

  /** Share of the requests for pages that the cache answered. */
  double hitShare() {
    return hits + misses == 0 ? 0 : (double) hits / (hits + misses);
  }
}
