package io.mastiff.edge.rule;

import io.mastiff.edge.Sighting;
import io.mastiff.event.Action;
import java.util.ArrayList;
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
    long excluded = 0;
    List<Condition.Test> tests = new ArrayList<>();
    for (Condition condition : conditions) {
      excluded |= condition.excluded();
      if (condition.test() != null) {
        tests.add(condition.test());
      }
    }
    return new Compiled(this, excluded, tests.toArray(Condition.Test[]::new));
  }

  /** A rule with its tests in a row: most rules are done with after the facts. */
  public static final class Compiled {
    private final PolicyRule rule;
    private final long excluded;
    private final Condition.Test[] tests;

    private Compiled(PolicyRule rule, long excluded, Condition.Test[] tests) {
      this.rule = rule;
      this.excluded = excluded;
      this.tests = tests;
    }

    public PolicyRule rule() {
      return rule;
    }

    /**
     * Whether all conditions hold.
     *
     * @param facts of this request ({@link Facts#of})
     */
    public boolean matches(Sighting s, long facts, double score, double pressure) {
      return (facts & excluded) == 0 && testsHold(s, score, pressure);
    }

    private boolean testsHold(Sighting s, double score, double pressure) {
      for (Condition.Test test : tests) {
        if (!test.holds(s, score, pressure)) {
          return false;
        }
      }
      return true;
    }
  }
}
