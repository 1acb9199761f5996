package io.mastiff.training.judge;

import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Another way of scoring that is judged beside the model, on the same sessions.
 *
 * @param what one line that says what it is
 * @param leftOut the family that it has not seen, for which alone it is judged; none for all
 */
record Contender(
    Role role,
    String name,
    String what,
    @Nullable String leftOut,
    ToDoubleFunction<double[]> scorer) {

  /** Why it is there. */
  enum Role {
    BASELINE,
    REFERENCE,
    LEFT_OUT,
    ABLATION
  }
}
