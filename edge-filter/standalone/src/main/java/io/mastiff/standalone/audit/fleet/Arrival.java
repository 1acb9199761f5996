package io.mastiff.standalone.audit.fleet;

import io.mastiff.standalone.audit.tally.Distinct;
import org.jspecify.annotations.Nullable;

/**
 * A session as the search for distributed scrapers sees it.
 *
 * @param agent its user agent
 * @param agentHash well-mixed
 * @param network its network, /24 or /56, as it may be told
 * @param networkHash well-mixed
 * @param entry how its first page was come to, such as {@code without a referer}
 * @param route template of its first page
 * @param browser whether it says that it is a browser
 * @param person whether it is a browser's, and not convicted
 * @param convicted whether it was convicted by itself
 * @param products hashes of the products it took; null for none
 * @param tookMicros time of the origin, 0 where the log does not tell
 */
public record Arrival(
    String agent,
    long agentHash,
    String network,
    long networkHash,
    String entry,
    String route,
    boolean browser,
    boolean person,
    boolean convicted,
    int pages,
    long assets,
    long requests,
    long deniedRequests,
    long bytes,
    long tookMicros,
    long atMs,
    @Nullable Distinct products) {
  static final int MOST_PAGES = 3;

  /** Whether it left after a few pages, and where assets are seen fetched none. */
  boolean isBrief(boolean assetsVisible) {
    return pages <= MOST_PAGES && (!assetsVisible || assets == 0);
  }

  /** How and where it came in. */
  Door door() {
    return new Door(entry, route);
  }

  /** How sessions come in, and on which template. */
  record Door(String entry, String route) {}
}
