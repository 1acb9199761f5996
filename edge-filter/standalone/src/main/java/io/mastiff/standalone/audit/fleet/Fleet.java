package io.mastiff.standalone.audit.fleet;

import io.mastiff.standalone.audit.tally.Timeline;
import java.util.List;

/**
 * A distributed scraper: many clients that each took little and came in the same way.
 *
 * @param entry how they came to their first page
 * @param route template of their first page
 * @param sharing what else they share
 * @param shared the user agents or networks that they share, largest first, at most 8; empty where
 *     they share neither
 * @param sessions of few requests; at most {@code expectedPeople} of them may be people's
 * @param spared sessions that came in the same way and went on as people do; not part of it
 * @param convicted how many of the sessions were convicted by themselves
 * @param people how many of the sessions looked like people's, each by itself
 * @param denied requests that would have been denied without a look at the fleet
 * @param tookMicros time of the origin, 0 where the log does not tell
 * @param reasons what tells them from people, most telling first
 * @param times requests of the sessions that were not convicted by themselves
 */
public record Fleet(
    String entry,
    String route,
    Sharing sharing,
    List<Shared> shared,
    long sessions,
    long networks,
    long agents,
    long requests,
    long denied,
    long pages,
    long products,
    long bytes,
    long tookMicros,
    long firstMs,
    long lastMs,
    long spared,
    long expectedPeople,
    long convicted,
    long people,
    List<String> reasons,
    Timeline times) {

  /** What the clients of a fleet have in common beside their way in. */
  public enum Sharing {
    AGENT,
    NETWORK,
    ENTRY
  }

  /** A user agent or a network and its sessions. */
  public record Shared(String name, long sessions) {}

  /** What they share, as half a sentence. */
  public String what() {
    String way = "pages of " + route + ", " + entry;
    return switch (sharing) {
      case AGENT -> (shared.size() == 1 ? "one user agent, " : "few user agents, ") + way;
      case NETWORK -> (shared.size() == 1 ? "one network, " : "few networks, ") + way;
      case ENTRY -> "no user agent and no network, only " + way;
    };
  }
}
