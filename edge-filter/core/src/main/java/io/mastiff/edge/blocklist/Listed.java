package io.mastiff.edge.blocklist;

import io.mastiff.event.Action;
import io.mastiff.event.EntryKey;
import io.mastiff.event.Source;
import java.util.List;

/** The entry that decides about a request. */
public record Listed(
    EntryKey key, Action action, Source source, List<String> reasons, long expiresAtMs) {
  public Listed {
    reasons = List.copyOf(reasons);
  }

  /** Whether the entry names one session or a route, and so speaks of the least. */
  public boolean namesSessionOrRoute() {
    return key instanceof EntryKey.OfSession
        || (key instanceof EntryKey.OfCohort cohort && cohort.route() != null);
  }
}
