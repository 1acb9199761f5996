package io.mastiff.training.judge;

/**
 * How many people were acted on at the frozen threshold.
 *
 * @param high upper end of Wilson's 95% interval for {@link #per100k()}
 */
record Harm(long sessions, long hit, double high) {
  private static final double Z = 1.959964;

  static Harm of(long sessions, long hit) {
    double n = sessions;
    double p = hit / n;
    double centre = p + Z * Z / (2 * n);
    double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    return new Harm(sessions, hit, 1e5 * (centre + half) / (1 + Z * Z / n));
  }

  /** Of all people, or of one family of them; -1 for all. */
  static Harm of(SessionTable table, Decisions decisions, int family) {
    long sessions = 0;
    long hit = 0;
    for (int s = 0; s < table.size(); s++) {
      if (!table.isBot(s) && (family < 0 || table.family(s) == family)) {
        sessions++;
        hit += decisions.actedAt(s) > 0 ? 1 : 0;
      }
    }
    return of(sessions, hit);
  }

  double per100k() {
    return 1e5 * hit / sessions;
  }
}
