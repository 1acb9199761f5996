package io.mastiff.edge;

import org.jspecify.annotations.Nullable;

/** Is told of each step of a decision, for {@code policy explain}. */
@FunctionalInterface
public interface Trace {
  void step(String step, String what);

  /** Tells a trace, if there is one. */
  static void tell(@Nullable Trace trace, String step, Object what) {
    if (trace != null) {
      trace.step(step, what.toString());
    }
  }
}
