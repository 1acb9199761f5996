package io.mastiff.edge.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A policy file that cannot be used, with all its mistakes. */
public final class PolicyException extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial")
  private final List<PolicyProblem> problems;

  public PolicyException(String file, List<PolicyProblem> problems) {
    super(
        file
            + ": "
            + problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  public List<PolicyProblem> problems() {
    return problems;
  }
}
