package io.mastiff.standalone.audit;

import io.mastiff.classifier.Classifier;
import io.mastiff.event.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The most doubtful sessions: those that bought and are suspected, then those whose score is
 * nearest to where the model begins to act. At most a given number, of at least {@value
 * #FEWEST_PAGES} pages.
 */
final class Doubts {
  private static final int FEWEST_PAGES = 3;
  private static final double NARROW = 1e-9;

  /** A session to look at; {@code distance} is in log-odds. */
  record Doubt(
      String client,
      String network,
      String agent,
      String path,
      double score,
      double distance,
      String verdict,
      long requests,
      int pages,
      long orders,
      List<String> reasons) {
    private Doubt because(List<Reason> said) {
      return new Doubt(
          client,
          network,
          agent,
          path,
          score,
          distance,
          verdict,
          requests,
          pages,
          orders,
          said.stream().map(Reason::getText).toList());
    }
  }

  private static final Comparator<Doubt> MOST_DOUBTFUL =
      Comparator.comparing((Doubt doubt) -> doubt.orders() == 0)
          .thenComparingDouble(Doubt::distance)
          .thenComparing(Comparator.comparingLong(Doubt::requests).reversed())
          .thenComparing(Doubt::client)
          .thenComparing(Doubt::agent);

  private final Classifier model;
  private final int most;
  private final PriorityQueue<Doubt> kept = new PriorityQueue<>(MOST_DOUBTFUL.reversed());

  Doubts(Classifier model, int most) {
    this.model = model;
    this.most = most;
  }

  /** How far a score is from where the model begins to act. */
  static double distance(Classifier model, double score) {
    return Math.abs(logOdds(score) - logOdds(model.throttleThreshold()));
  }

  private static double logOdds(double score) {
    double inside = Math.max(NARROW, Math.min(1 - NARROW, score));
    return Math.log(inside / (1 - inside));
  }

  void add(LogSession session) {
    if (session.features.pages() < FEWEST_PAGES) {
      return;
    }
    boolean suspected = !session.verdict.equals(Verdicts.UNSUSPECTED);
    Doubt doubt =
        new Doubt(
            session.client(),
            session.network,
            session.agent,
            session.visit.entryPath(),
            session.score,
            distance(model, session.score),
            session.verdict,
            session.requests,
            session.features.pages(),
            suspected ? session.features.purchases() : 0,
            List.of());
    Doubt worst = kept.size() < most ? null : kept.peek();
    if (worst == null || MOST_DOUBTFUL.compare(doubt, worst) < 0) {
      keep(doubt.because(model.reasons(session.features.vector())));
    }
  }

  private void keep(Doubt doubt) {
    kept.add(doubt);
    if (kept.size() > most) {
      kept.poll();
    }
  }

  void add(Doubts other) {
    other.kept.forEach(this::keep);
  }

  /** Most doubtful first. */
  List<Doubt> found() {
    List<Doubt> sorted = new ArrayList<>(kept);
    sorted.sort(MOST_DOUBTFUL);
    return sorted;
  }
}
