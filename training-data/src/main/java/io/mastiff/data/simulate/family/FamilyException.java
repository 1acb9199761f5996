package io.mastiff.data.simulate.family;

import java.util.List;
import java.util.stream.Collectors;

/** A file of the simulator that cannot be used, with all its mistakes. */
public final class FamilyException extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial")
  private final List<Problem> problems;

  public FamilyException(String file, List<Problem> problems) {
    super(file + ": " + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
