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

  /** The rule as requests meet it. */
  public Compiled compiled() {
    return new Compiled(
        this, conditions.stream().map(Condition::test).toArray(Condition.Test[]::new));
  }

  /** A rule with its tests in a row: most rules are done with after the first. */
  public static final class Compiled {
    private final Condition.Test first;
    private final Condition.Test[] tests;
    private final PolicyRule rule;

    private Compiled(PolicyRule rule, Condition.Test[] tests) {
      this.rule = rule;
      this.tests = tests;
      this.first = tests.length == 0 ? (s, score, pressure) -> true : tests[0];
    }

    public PolicyRule rule() {
      return rule;
    }

    /** Whether all conditions hold. */
    public boolean matches(Sighting s, double score, double pressure) {
      return first.holds(s, score, pressure) && othersMatch(s, score, pressure);
    }

    private boolean othersMatch(Sighting s, double score, double pressure) {
      for (int i = 1; i < tests.length; i++) {
        if (!tests[i].holds(s, score, pressure)) {
          return false;
        }
      }
      return true;
    }
  }
}
