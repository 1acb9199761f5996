package io.mastiff.standalone.audit;

import io.mastiff.standalone.audit.tally.Distinct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Convicted sessions by their user agent: at most {@value #MOST}, 8 kB each; at the bound the half
 * with the fewest requests is forgotten.
 */
final class Campaigns {
  private static final int MOST = 4_096;
  private static final int EXACT_NETWORKS = 64;
  private static final int PRECISION = 8;
  private static final int MOST_REASONS = 16;

  /** Convicted sessions of one user agent; {@code brief} of them had up to three pages. */
  static final class Campaign {
    final String agent;
    final Taken taken = new Taken();
    final Distinct networks = new Distinct(EXACT_NETWORKS, PRECISION);
    final Map<String, Long> reasons = new HashMap<>();
    String client = "";
    String network = "";
    long largest;
    long brief;
    long denied;

    Campaign(String agent) {
      this.agent = agent;
    }

    private void add(LogSession session) {
      taken.add(session);
      networks.add(Distinct.hash(session.network));
      brief += session.features.pages() <= 3 ? 1 : 0;
      denied += session.deniedRequests;
      session.reasons.stream()
          .limit(2)
          .filter(reason -> reasons.size() < MOST_REASONS || reasons.containsKey(reason.getText()))
          .forEach(reason -> reasons.merge(reason.getText(), session.requests, Long::sum));
      name(session.client(), session.network, session.requests);
    }

    private void add(Campaign other) {
      taken.add(other.taken);
      networks.add(other.networks);
      brief += other.brief;
      denied += other.denied;
      other.reasons.forEach((text, n) -> reasons.merge(text, n, Long::sum));
      name(other.client, other.network, other.largest);
    }

    private void name(String active, String from, long requests) {
      if (requests > largest || requests == largest && active.compareTo(client) < 0) {
        largest = requests;
        client = active;
        network = from;
      }
    }

    /** The two reasons that weigh most, by requests. */
    List<String> reasons() {
      return reasons.entrySet().stream()
          .sorted(
              Map.Entry.<String, Long>comparingByValue()
                  .reversed()
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(2)
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  private final Map<String, Campaign> byAgent = new HashMap<>();

  void add(LogSession session) {
    campaign(session.agent).add(session);
  }

  void add(Campaigns other) {
    other.byAgent.forEach((agent, campaign) -> campaign(agent).add(campaign));
  }

  private Campaign campaign(String agent) {
    if (byAgent.size() >= MOST && !byAgent.containsKey(agent)) {
      forgetTheSmaller();
    }
    return byAgent.computeIfAbsent(agent, Campaign::new);
  }

  private void forgetTheSmaller() {
    long[] sizes = byAgent.values().stream().mapToLong(c -> c.taken.requests).toArray();
    Arrays.sort(sizes);
    byAgent.values().removeIf(c -> c.taken.requests <= sizes[sizes.length / 2]);
  }

  /** All of them, most requests first. */
  List<Campaign> largest() {
    List<Campaign> all = new ArrayList<>(byAgent.values());
    all.sort(
        Comparator.comparingLong((Campaign c) -> c.taken.requests)
            .reversed()
            .thenComparing(c -> c.agent));
    return all;
  }
}
