package io.mastiff.standalone.audit;

import io.mastiff.classifier.Classifier;
import java.util.List;
import java.util.stream.DoubleStream;

/** What would have been stopped, and whom it would have hurt, at a few levels of the score. */
final class WhatIf {
  private static final double[] USUAL = {0.5, 0.8, 0.9, 0.95, 0.99};

  /** One level; a session is stopped from the request on after which its score reached it. */
  static final class Level {
    final double score;
    long sessions;
    long requests;
    long orders;
    long returning;

    Level(double score) {
      this.score = score;
    }
  }

  private final double throttle;
  private final double block;
  private final List<Level> levels;

  /** The usual levels and the model's own two. */
  WhatIf(Classifier model) {
    throttle = model.throttleThreshold();
    block = model.blockThreshold();
    levels =
        DoubleStream.concat(
                DoubleStream.of(USUAL),
                DoubleStream.of(model.throttleThreshold(), model.blockThreshold()))
            .sorted()
            .distinct()
            .mapToObj(Level::new)
            .toList();
  }

  /**
   * @param returning whether it is a visitor's who came back and behaves as a browser does
   */
  void add(LogSession session, boolean returning) {
    List<Visit.Scored> scores = session.visit.scores();
    if (scores.isEmpty()) {
      return;
    }
    for (Level level : levels) {
      for (Visit.Scored scored : scores) {
        if (scored.score() >= level.score) {
          level.sessions++;
          level.requests += session.requests - scored.requests();
          level.orders += session.features.purchases();
          level.returning += returning ? 1 : 0;
          break;
        }
      }
    }
  }

  void add(WhatIf other) {
    for (int i = 0; i < levels.size(); i++) {
      Level mine = levels.get(i);
      Level theirs = other.levels.get(i);
      mine.sessions += theirs.sessions;
      mine.requests += theirs.requests;
      mine.orders += theirs.orders;
      mine.returning += theirs.returning;
    }
  }

  /** What the model does from this level on; empty where it does nothing. */
  String name(Level level) {
    if (level.score == block) {
      return "where the model blocks";
    }
    return level.score == throttle ? "where the model slows down" : "";
  }

  /** Lowest first. */
  List<Level> levels() {
    return levels;
  }
}
