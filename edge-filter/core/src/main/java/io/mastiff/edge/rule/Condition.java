package io.mastiff.edge.rule;

import io.mastiff.edge.Sighting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test of a rule.
 *
 * @param field what is looked at, as the policy file names it
 * @param wanted what it must be, for people and for comparing policies
 * @param excluded {@link Facts} that a request must not have
 * @param test what facts do not say; null where they say all
 */
public record Condition(String field, List<String> wanted, long excluded, @Nullable Test test) {
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
