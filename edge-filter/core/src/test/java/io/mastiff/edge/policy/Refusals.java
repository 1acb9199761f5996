package io.mastiff.edge.policy;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every refusal of a file: one line that names the file and each mistake in it. */
public final class Refusals {
  private static final int LONGEST_PROBLEM = 2_000;

  private Refusals() {}

  /** Checks one. */
  public static void hold(PolicyException e) {
    assertThat(e.problems()).isNotEmpty();
    assertThat(e.getMessage()).startsWith("file: ");
    assertThat(e.getMessage().chars()).as("one line").noneMatch(Character::isISOControl);
    for (PolicyProblem problem : e.problems()) {
      assertThat(problem.message()).isNotBlank();
      assertThat(problem.toString()).hasSizeLessThanOrEqualTo(LONGEST_PROBLEM);
      assertThat(e.getMessage()).contains(problem.toString());
    }
  }
}
