package io.mastiff.edge;

/** Is told of every decision, on the request's thread; must not block. */
@FunctionalInterface
public interface DecisionListener {
  void decided(Decision decision);
}
