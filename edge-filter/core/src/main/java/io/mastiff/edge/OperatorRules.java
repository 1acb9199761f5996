package io.mastiff.edge;

import io.mastiff.edge.capacity.Capacity;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.rule.Facts;
import io.mastiff.edge.rule.PolicyRule;
import io.mastiff.event.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operator's rules in their order: those that act, then those that weigh. */
final class OperatorRules {
  private static final int RETRY_SECONDS = 30;

  private final Capacity capacity;
  private final Enforcement enforcement;
  private final boolean asksPressure;
  private final PolicyRule.Compiled[] acting;
  private final PolicyRule.Compiled[] weighing;

  OperatorRules(Policy policy, Capacity capacity, Enforcement enforcement) {
    this.capacity = capacity;
    this.enforcement = enforcement;
    this.asksPressure =
        policy.rules().stream()
            .flatMap(rule -> rule.conditions().stream())
            .anyMatch(condition -> condition.field().equals("pressure"));
    this.acting = compiled(policy, true);
    this.weighing = compiled(policy, false);
  }

  private static PolicyRule.Compiled[] compiled(Policy policy, boolean acting) {
    return policy.rules().stream()
        .filter(rule -> rule.acts() == acting)
        .map(PolicyRule::compiled)
        .toArray(PolicyRule.Compiled[]::new);
  }

  /**
   * The first decision that ends the search, else the first that is only noted, else none; a rule
   * that outranks reads no further ones.
   */
  @Nullable Decision act(Sighting s, @Nullable Trace trace) {
    if (acting.length == 0) {
      return null;
    }
    Decision noted = null;
    double pressure = pressure();
    long facts = Facts.of(s);
    for (PolicyRule.Compiled one : acting) {
      PolicyRule rule = one.rule();
      if (one.matches(s, facts, 0, pressure)) {
        Trace.tell(trace, rule.name(), rule.action());
        Decision decision = decision(s, rule);
        if (Enforcement.ends(decision)) {
          return decision;
        }
        noted = noted == null ? decision : noted;
      } else if (trace != null) {
        Trace.tell(trace, rule.name(), "does not match");
      }
    }
    return noted;
  }

  private Decision decision(Sighting s, PolicyRule rule) {
    String name = "rule." + rule.name();
    return rule.action() == Action.ALLOW
        ? Enforcement.allowed(s, name)
        : enforcement.challengedOrDenied(
            s, rule.action(), name, List.of(name), RETRY_SECONDS, rule.percent());
  }

  private double pressure() {
    return asksPressure ? capacity.pressure() : 0;
  }

  /** Sum of the weights of the rules that match. */
  double weigh(Sighting s, @Nullable Trace trace) {
    double score = 0;
    if (weighing.length == 0) {
      return score;
    }
    double pressure = pressure();
    long facts = Facts.of(s);
    for (PolicyRule.Compiled one : weighing) {
      if (one.matches(s, facts, score, pressure)) {
        PolicyRule rule = one.rule();
        Trace.tell(trace, rule.name(), rule.weight());
        score += rule.weight();
      }
    }
    return score;
  }
}
