package io.mastiff.training.judge;

import java.util.Map;

/**
 * How one way of scoring ranks some bots among the people of a split.
 *
 * @param sessions of those bots
 * @param prAuc average precision at the split's own share of bots
 */
record Standing(int sessions, Estimate auc, double prAuc, Map<String, Estimate> recall) {
  static Standing of(SessionTable table, Ranked ranked, int family) {
    boolean pooled = family == table.botFamilies().size();
    int sessions = 0;
    for (int s = 0; s < table.size(); s++) {
      sessions += table.isBot(s) && (pooled || table.family(s) == family) ? 1 : 0;
    }
    return new Standing(
        sessions, ranked.auc(family), ranked.averagePrecision(family), ranked.recall(family));
  }
}
