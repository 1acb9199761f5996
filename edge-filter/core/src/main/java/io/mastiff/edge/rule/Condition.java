package io.mastiff.edge.rule;

import io.mastiff.edge.Sighting;
import java.util.List;

/**
 * One test of a rule.
 *
 * @param field what is looked at, as the policy file names it
 * @param wanted what it must be, for people and for comparing policies
 */
public record Condition(String field, List<String> wanted, Test test) {
  /** The test itself. */
  @FunctionalInterface
  public interface Test {
    /**
     * Whether it holds for this request.
     *
     * @param score sum of the weights so far
     * @param pressure share of the store's room that is in use
     */
    boolean holds(Sighting s, double score, double pressure);
  }

  public Condition {
    wanted = List.copyOf(wanted);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Condition that
        && field.equals(that.field)
        && wanted.equals(that.wanted);
  }

  @Override
  public int hashCode() {
    return field.hashCode() * 31 + wanted.hashCode();
  }

  @Override
  public String toString() {
    return field + " in " + wanted;
  }
}
