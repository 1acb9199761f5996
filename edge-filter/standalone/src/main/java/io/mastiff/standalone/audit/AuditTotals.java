package io.mastiff.standalone.audit;

import io.mastiff.event.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a log added up to; each worker fills its own, then they are merged.
 *
 * <p>Bounded: at most {@value #MOST_PRODUCTS} products and {@value #MOST_AGENTS} user agents are
 * told apart, and {@value #TOP} sessions are named.
 */
final class AuditTotals {
  static final int TOP = 20;
  private static final int MOST_PRODUCTS = 1_000_000;
  private static final int MOST_AGENTS = 100_000;

  /** One of the sessions to name. */
  record Named(
      String client,
      String agent,
      double score,
      String verdict,
      List<Reason> reasons,
      long requests) {}

  /** Convicted sessions that share a user agent. */
  static final class Campaign {
    long sessions;
    long requests;
    final Set<String> networks = new HashSet<>();
  }

  long lines;
  long parsed;
  long lenient;
  long sessions;
  long requests;
  long orders;
  long ordersTouched;
  long deniedRequests;
  long deniedBytes;
  long bytes;
  long firstMs = Long.MAX_VALUE;
  long lastMs = Long.MIN_VALUE;
  final Map<String, Long> verdicts = new TreeMap<>();
  final Set<String> products = new HashSet<>();
  final Set<String> productsTaken = new HashSet<>();
  final Map<String, Campaign> campaigns = new HashMap<>();
  private final PriorityQueue<Named> top =
      new PriorityQueue<>(Comparator.comparingLong(Named::requests));

  /** Takes in a session that ended. */
  void add(LogSession session) {
    sessions++;
    requests += session.requests;
    bytes += session.bytes;
    orders += session.features.purchases();
    deniedRequests += session.deniedRequests;
    deniedBytes += session.deniedBytes;
    firstMs = Math.min(firstMs, session.firstMs);
    lastMs = Math.max(lastMs, session.lastMs);
    verdicts.merge(session.verdict, 1L, Long::sum);
    if (session.isConvicted()) {
      ordersTouched += session.features.purchases();
      convicted(session);
    }
  }

  private void convicted(LogSession session) {
    Campaign campaign = campaigns.get(session.agent);
    if (campaign == null && campaigns.size() < MOST_AGENTS) {
      campaign = new Campaign();
      campaigns.put(session.agent, campaign);
    }
    if (campaign != null) {
      campaign.sessions++;
      campaign.requests += session.requests;
      campaign.networks.add(session.network);
    }
    top.add(
        new Named(
            session.client(),
            session.agent,
            session.score,
            session.verdict,
            session.reasons,
            session.requests));
    if (top.size() > TOP) {
      top.poll();
    }
  }

  void product(String id, boolean taken) {
    if (products.size() < MOST_PRODUCTS) {
      products.add(id);
    }
    if (taken && productsTaken.size() < MOST_PRODUCTS) {
      productsTaken.add(id);
    }
  }

  /** The most active convicted sessions, most requests first. */
  List<Named> top() {
    List<Named> named = new ArrayList<>(top);
    named.sort(Comparator.comparingLong(Named::requests).reversed().thenComparing(Named::client));
    return named;
  }

  void merge(AuditTotals other) {
    lines += other.lines;
    parsed += other.parsed;
    lenient += other.lenient;
    sessions += other.sessions;
    requests += other.requests;
    orders += other.orders;
    ordersTouched += other.ordersTouched;
    deniedRequests += other.deniedRequests;
    deniedBytes += other.deniedBytes;
    bytes += other.bytes;
    firstMs = Math.min(firstMs, other.firstMs);
    lastMs = Math.max(lastMs, other.lastMs);
    other.verdicts.forEach((name, n) -> verdicts.merge(name, n, Long::sum));
    products.addAll(other.products);
    productsTaken.addAll(other.productsTaken);
    other.campaigns.forEach(this::mergeCampaign);
    for (Named named : other.top) {
      top.add(named);
      if (top.size() > TOP) {
        top.poll();
      }
    }
  }

  private void mergeCampaign(String agent, Campaign other) {
    Campaign mine = campaigns.computeIfAbsent(agent, a -> new Campaign());
    mine.sessions += other.sessions;
    mine.requests += other.requests;
    mine.networks.addAll(other.networks);
  }
}
