package io.mastiff.edge.rule;

import io.mastiff.edge.Sighting;
import io.mastiff.event.Action;
import java.util.List;

/**
 * One of the operator's rules: when all conditions hold, it acts, or adds its weight to the score.
 *
 * @param action what is done; {@link Action#ACTION_UNKNOWN} for a rule that only weighs
 * @param percent share of clients that it acts on
 */
public record PolicyRule(
    String name, List<Condition> conditions, Action action, double weight, int percent) {
  public PolicyRule {
    conditions = List.copyOf(conditions);
  }

  /** Whether the rule ends the search with its action. */
  public boolean acts() {
    return action != Action.ACTION_UNKNOWN;
  }

  /** Whether all conditions hold. */
  public boolean matches(Sighting s, double score, double pressure) {
    for (int i = 0; i < conditions.size(); i++) {
      if (!conditions.get(i).test().holds(s, score, pressure)) {
        return false;
      }
    }
    return true;
  }
}
