package io.mastiff.training.judge;

import java.util.Arrays;

/**
 * Shares of people and of bots at or above each score, from the highest down; starts at (0, 0).
 *
 * @param hit share of people, rising to 1
 * @param caught share of bots, rising to 1
 */
record Curve(double[] hit, double[] caught) {

  /** The curve of one family of bots, or of all where the number is that of the pool. */
  static Curve of(SessionTable table, Ranking ranking, int family) {
    double[] hit = new double[ranking.size() + 1];
    double[] caught = new double[ranking.size() + 1];
    boolean pooled = family == table.botFamilies().size();
    int points = 1;
    double people = 0;
    double bots = 0;
    for (int place = 0; place < ranking.size(); place++) {
      int session = ranking.session(place);
      if (!table.isBot(session)) {
        people++;
      } else if (pooled || table.family(session) == family) {
        bots++;
      }
      if (ranking.endsTie(place)) {
        hit[points] = people;
        caught[points++] = bots;
      }
    }
    return new Curve(shares(hit, points, people), shares(caught, points, bots));
  }

  private static double[] shares(double[] counts, int points, double all) {
    return Arrays.stream(counts, 0, points).map(count -> count / all).toArray();
  }

  /** Share of bots among those at or above a point, if bots were this share of all sessions. */
  double precision(int point, double prevalence) {
    double bots = prevalence * caught[point];
    double all = bots + (1 - prevalence) * hit[point];
    return all == 0 ? 1 : bots / all;
  }

  /** Average precision if bots were this share of all sessions. */
  double averagePrecision(double prevalence) {
    double sum = 0;
    for (int point = 1; point < hit.length; point++) {
      double step = caught[point] - caught[point - 1];
      if (step > 0) {
        sum += step * precision(point, prevalence);
      }
    }
    return sum;
  }

  /** At most so many points, the first and last among them, even in places of the ranking's log. */
  Curve thinned(int most) {
    int last = hit.length - 1;
    int[] kept = new int[most];
    for (int i = 0; i < most; i++) {
      kept[i] = i == 0 ? 0 : (int) Math.round(Math.pow(last + 1.0, i / (most - 1.0)) - 1);
    }
    int[] distinct = Arrays.stream(kept).distinct().toArray();
    return new Curve(
        Arrays.stream(distinct).mapToDouble(i -> hit[i]).toArray(),
        Arrays.stream(distinct).mapToDouble(i -> caught[i]).toArray());
  }
}
