package io.mastiff.edge.sidecar;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.Sighting;
import io.mastiff.event.Action;
import java.util.Optional;

/**
 * What the origin is told of a tagged request: {@code action;rule;time;signature}, with the time in
 * seconds since the epoch, signed over the rest, so that a filter behind can tell it from a
 * forgery.
 */
final class VerdictHeader {
  static final String NAME = "Mastiff-Verdict";

  private VerdictHeader() {}

  static Optional<String> tag(DecisionEngine engine, Decision decision) {
    Sighting s = decision.sighting();
    if (s == null || decision.action() != Action.TAG || !decision.enforced()) {
      return Optional.empty();
    }
    String text = "tag;" + decision.rule() + ";" + s.atMs() / 1000;
    return Optional.of(text + ";" + engine.sign(text));
  }
}
