package io.mastiff.edge;

/** Is told of each step of a decision, for {@code policy explain}. */
@FunctionalInterface
public interface Trace {
  void step(String step, String what);
}
