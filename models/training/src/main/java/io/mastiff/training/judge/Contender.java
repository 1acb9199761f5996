package io.mastiff.training.judge;

import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Another way of scoring that is judged beside the model, on the same sessions.
 *
 * @param what one line that says what it is
 * @param leftOut the family that it has not seen, for which alone it is judged; none for all
 * @param whole whether it is judged by sessions' last rows alone
 */
record Contender(
    Role role,
    String name,
    String what,
    @Nullable String leftOut,
    ToDoubleFunction<double[]> scorer,
    boolean whole) {

  /** One that is judged as the model is: by the highest score that a session reaches. */
  Contender(
      Role role,
      String name,
      String what,
      @Nullable String leftOut,
      ToDoubleFunction<double[]> scorer) {
    this(role, name, what, leftOut, scorer, false);
  }

  /** A column for its scores. */
  Margins margins() {
    return whole ? Margins.last(scorer) : Margins.highest(scorer);
  }

  /** Why it is there. */
  enum Role {
    BASELINE,
    REFERENCE,
    LEFT_OUT,
    ABLATION
  }
}
