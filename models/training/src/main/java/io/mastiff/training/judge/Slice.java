package io.mastiff.training.judge;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a model ranks the sessions of one place among one another: thresholds are the slice's own.
 *
 * @param recall by share of the slice's people hit; left out where they are too few to show it
 */
record Slice(int people, int bots, double auc, Map<String, Double> recall) {

  /** The slices that hold people and bots. */
  static Map<Sees, Slice> all(SessionTable table, Ranking ranking) {
    Map<Sees, Slice> all = new EnumMap<>(Sees.class);
    for (Sees sees : Sees.values()) {
      int people = count(table, sees, false);
      int bots = count(table, sees, true);
      if (people > 0 && bots > 0) {
        all.put(sees, of(table, ranking, sees, people, bots));
      }
    }
    return all;
  }

  private static int count(SessionTable table, Sees sees, boolean bot) {
    int count = 0;
    for (int s = 0; s < table.size(); s++) {
      count += table.sees(s) == sees && table.isBot(s) == bot ? 1 : 0;
    }
    return count;
  }

  /** Walks from the highest score down; sessions of one score count half for one another. */
  private static Slice of(SessionTable table, Ranking ranking, Sees sees, int people, int bots) {
    double area = 0;
    int hit = 0;
    int caught = 0;
    int hitBefore = 0;
    int caughtBefore = 0;
    int[] caughtAt = new int[Rates.VALUES.length];
    for (int place = 0; place < ranking.size(); place++) {
      int session = ranking.session(place);
      if (table.sees(session) == sees) {
        hit += table.isBot(session) ? 0 : 1;
        caught += table.isBot(session) ? 1 : 0;
      }
      if (ranking.endsTie(place)) {
        area += (hit - hitBefore) * (caughtBefore + caught) / 2.0;
        for (int r = 0; r < caughtAt.length; r++) {
          caughtAt[r] = hit <= people * Rates.VALUES[r] + Rates.SLACK ? caught : caughtAt[r];
        }
        hitBefore = hit;
        caughtBefore = caught;
      }
    }
    Map<String, Double> recall = new LinkedHashMap<>();
    for (int r = 0; r < caughtAt.length; r++) {
      if (Rates.canShow(Rates.VALUES[r], people)) {
        recall.put(Rates.NAMES.get(r), caughtAt[r] / (double) bots);
      }
    }
    return new Slice(people, bots, area / ((double) people * bots), recall);
  }
}
