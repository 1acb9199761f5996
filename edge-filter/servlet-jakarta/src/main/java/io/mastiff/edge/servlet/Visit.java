package io.mastiff.edge.servlet;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.client.StoreWord;
import io.mastiff.edge.publish.OutcomeText;

/** What the store may say of a request while it answers it. */
final class Visit {
  static final String ATTRIBUTE = "io.mastiff.visit";
  private static final String OURS = "mastiff-";

  private final DecisionEngine engine;
  private final Decision decision;

  Visit(DecisionEngine engine, Decision decision) {
    this.engine = engine;
    this.decision = decision;
  }

  /** Name of the client, for keeping with an order. */
  String reference() {
    return decision.sighting() == null ? "" : decision.sighting().client().key();
  }

  void standing(String words) {
    engine.told(decision, StoreWord.bits(words));
  }

  void outcome(String text) {
    engine.outcome(decision, text);
  }

  /** Takes a response header that is meant for the door; false for all others. */
  boolean takes(String name, String value) {
    if (!name.regionMatches(true, 0, OURS, 0, OURS.length())) {
      return false;
    }
    if (name.equalsIgnoreCase(StoreWord.HEADER)) {
      standing(value);
    } else if (name.equalsIgnoreCase(OutcomeText.HEADER)) {
      outcome(value);
    }
    return true;
  }
}
