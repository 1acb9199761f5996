package io.mastiff.training.judge;

import io.mastiff.feature.FeatureSchema;
import java.util.SplittableRandom;

/** Tables of sessions made by hand. */
final class Sessions {
  final SessionTable table = new SessionTable();
  double[] score = new double[0];

  /** Adds a session of its own client. */
  Sessions add(String family, double score) throws Exception {
    return add(family, score, "c" + table.size());
  }

  /** Adds a session; people's families begin with {@code human}. */
  Sessions add(String family, double score, String client) throws Exception {
    boolean bot = !family.startsWith("human");
    int n = table.size();
    table.add(
        new EvaluationRow(
            bot, family, "s" + n, client, 1, true, 1, new double[FeatureSchema.size()]));
    this.score = java.util.Arrays.copyOf(this.score, n + 1);
    this.score[n] = score;
    return this;
  }

  /** Random sessions with many equal scores and clients of several sessions. */
  static Sessions random(int size, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Sessions sessions = new Sessions();
    for (int i = 0; i < size; i++) {
      boolean bot = random.nextInt(3) == 0;
      double score = random.nextInt(40) + (bot ? random.nextInt(30) : 0);
      String family = bot ? "f" + random.nextInt(3) : "human";
      sessions.add(family, score, "c" + random.nextInt(size / 2));
    }
    return sessions;
  }

  Ranking ranking() {
    return new Ranking(score, table.size());
  }
}
