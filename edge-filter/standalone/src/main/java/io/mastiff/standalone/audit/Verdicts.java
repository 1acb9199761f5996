package io.mastiff.standalone.audit;

import io.mastiff.classifier.Classifier;
import java.util.List;

/** The names of verdicts, and how a score becomes one. */
final class Verdicts {
  /** Scored over the blocking threshold. */
  static final String SCRAPER = "scraper";

  /** Scored over the throttling threshold. */
  static final String SUSPECT = "suspect";

  /** Everybody else. */
  static final String UNSUSPECTED = "unsuspected";

  private static final double NOTED = 0.3;

  private Verdicts() {}

  /** Scores the session as it stands; returns whether it was convicted by that. */
  static boolean judge(ScoreMemo scores, LogSession session) {
    double[] x = session.features.vector();
    double probability = scores.probability(x);
    if (probability < session.score) {
      return false;
    }
    boolean before = session.isConvicted();
    session.score = probability;
    if (probability >= Math.min(NOTED, scores.model().throttleThreshold())) {
      session.visit.scored(probability, session.requests);
    }
    String verdict = name(scores.model(), probability);
    if (!verdict.equals(session.verdict)) {
      session.verdict = verdict;
      session.reasons = verdict.equals(UNSUSPECTED) ? List.of() : scores.model().reasons(x);
    }
    return session.isConvicted() && !before;
  }

  private static String name(Classifier model, double probability) {
    if (probability >= model.blockThreshold()) {
      return SCRAPER;
    }
    return probability >= model.throttleThreshold() ? SUSPECT : UNSUSPECTED;
  }
}
