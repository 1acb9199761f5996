package io.mastiff.standalone.audit;

import io.mastiff.classifier.Classifier;
import io.mastiff.event.Reason;
import io.mastiff.standalone.audit.tally.Distinct;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Chooses visits for a person to judge: half of them the most doubtful, half by chance.
 *
 * <p>Chance is a hash of seed and visit, so that the same log gives the same visits. Holds at most
 * eight times as many as are asked for, since a client is asked about once.
 */
final class ReviewPick implements SessionSink {
  private static final int SPARE = 4;

  /**
   * A visit to judge.
   *
   * @param key by which a file of labels names its client
   * @param chosen {@code doubtful} or {@code random}
   * @param rank lower is sooner
   */
  record Pick(
      String key,
      String chosen,
      double rank,
      String client,
      String agent,
      long firstMs,
      long lastMs,
      long requests,
      int pages,
      long assets,
      long products,
      long orders,
      long bytes,
      String referer,
      List<String> paths,
      double score,
      List<String> reasons) {}

  private static final Comparator<Pick> SOONEST =
      Comparator.comparingDouble(Pick::rank)
          .thenComparing(Pick::key)
          .thenComparingLong(Pick::firstMs);

  private final Classifier model;
  private final int most;
  private final long seed;
  private final PriorityQueue<Pick> doubtful = new PriorityQueue<>(SOONEST.reversed());
  private final PriorityQueue<Pick> random = new PriorityQueue<>(SOONEST.reversed());

  ReviewPick(Classifier model, int most, long seed) {
    this.model = model;
    this.most = most;
    this.seed = seed;
  }

  /**
   * What a file of labels calls the client of a session; empty where no file could, as of a client
   * whose names were cut.
   */
  static String key(LogSession session) {
    if (!session.isWhole) {
      return "";
    }
    if (session.key.startsWith("u:")) {
      return session.key.substring(2);
    }
    boolean odd = session.agent.chars().anyMatch(Character::isISOControl);
    return odd ? "" : session.firstAddress + "|" + session.agent;
  }

  @Override
  public synchronized void take(LogSession session) {
    String key = key(session);
    if (session.features.pages() == 0 || key.isEmpty()) {
      return;
    }
    boolean bought = session.features.purchases() > 0;
    boolean suspected = !session.verdict.equals(Verdicts.UNSUSPECTED);
    double distance = bought && suspected ? 0 : Doubts.distance(model, session.score);
    keep(doubtful, "doubtful", distance, key, session);
    keep(random, "random", chance(key, session.firstMs), key, session);
  }

  private double chance(String key, long firstMs) {
    return Distinct.hash(seed + "|" + firstMs + "|" + key) >>> 11;
  }

  private void keep(
      PriorityQueue<Pick> into, String chosen, double rank, String key, LogSession session) {
    Pick worst = into.size() < SPARE * most ? null : into.peek();
    if (worst != null && rank > worst.rank()) {
      return;
    }
    into.add(pick(chosen, rank, key, session));
    if (into.size() > SPARE * most) {
      into.poll();
    }
  }

  private static Pick pick(String chosen, double rank, String key, LogSession session) {
    Visit visit = session.visit;
    Distinct products = visit.products();
    return new Pick(
        key,
        chosen,
        rank,
        session.client(),
        session.agent,
        session.firstMs,
        session.lastMs,
        session.requests,
        session.features.pages(),
        visit.assets,
        products == null ? 0 : products.count(),
        session.features.purchases(),
        session.bytes,
        visit.referer,
        List.copyOf(visit.paths()),
        session.score,
        session.reasons.stream().map(Reason::getText).toList());
  }

  /** At most as many as were asked for, one for each client; doubtful ones first. */
  List<Pick> picks() {
    Set<String> asked = new HashSet<>();
    List<Pick> picks = new ArrayList<>();
    choose(doubtful, most / 2, asked, picks);
    choose(random, most, asked, picks);
    return picks;
  }

  private static void choose(
      PriorityQueue<Pick> from, int most, Set<String> asked, List<Pick> picks) {
    List<Pick> sorted = new ArrayList<>(from);
    sorted.sort(SOONEST);
    for (Pick pick : sorted) {
      if (picks.size() < most && asked.add(pick.key())) {
        picks.add(pick);
      }
    }
  }
}
