package io.mastiff.standalone.bouncer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came to the list of networks and what left it, and when that was seen.
 *
 * <p>At most {@value #MOST_DEPARTED} that left are kept; the one that left first is forgotten. Safe
 * for use by several threads.
 */
public final class ListChanges {
  static final int MOST_DEPARTED = 10_000;

  private final Map<String, Seen> present = new LinkedHashMap<>();
  private final Map<String, Seen> departed = new LinkedHashMap<>();

  private record Seen(BannedNetwork network, long atMs) {}

  /** Takes in the whole list as it is now. */
  public synchronized void see(List<BannedNetwork> now, long nowMs) {
    Set<String> names = new LinkedHashSet<>();
    for (BannedNetwork each : now) {
      names.add(each.text());
      Seen before = present.get(each.text());
      if (before == null || !before.network().equals(each)) {
        if (before != null && before.network().action() != each.action()) {
          leave(before.network(), nowMs);
        }
        present.put(each.text(), new Seen(each, nowMs));
      }
    }
    List<Seen> gone =
        present.values().stream().filter(seen -> !names.contains(seen.network().text())).toList();
    for (Seen seen : gone) {
      present.remove(seen.network().text());
      leave(seen.network(), nowMs);
    }
  }

  private void leave(BannedNetwork network, long nowMs) {
    departed.remove(network.text());
    departed.put(network.text(), new Seen(network, nowMs));
    if (departed.size() > MOST_DEPARTED) {
      departed.remove(departed.keySet().iterator().next());
    }
  }

  /** All that are listed. */
  public synchronized List<BannedNetwork> present() {
    return present.values().stream().map(Seen::network).toList();
  }

  /** Those that came or changed since a time. */
  synchronized List<BannedNetwork> cameSince(long ms) {
    return since(present, ms);
  }

  /** Those that left since a time, with what they were. */
  synchronized List<BannedNetwork> leftSince(long ms) {
    return since(departed, ms);
  }

  private static List<BannedNetwork> since(Map<String, Seen> all, long ms) {
    List<BannedNetwork> found = new ArrayList<>();
    all.values().stream()
        .filter(seen -> seen.atMs() >= ms)
        .forEach(seen -> found.add(seen.network()));
    return found;
  }
}
