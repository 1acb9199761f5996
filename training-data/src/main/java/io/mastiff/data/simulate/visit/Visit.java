package io.mastiff.data.simulate.visit;

import java.util.List;

/**
 * One session of a visitor, all its requests in the order of time.
 *
 * @param index number of the session, from 0
 * @param family {@code shopper} for people
 * @param agreesAfter pages after which it agrees to cookies, where it is asked; -1 for never
 */
public record Visit(
    long index,
    String family,
    Label label,
    Visitor visitor,
    int agreesAfter,
    List<Request> requests) {
  /** What it is. */
  public enum Label {
    HUMAN,
    BOT,
    /** A program that is welcome, or a matter of policy. */
    OTHER
  }

  public Visit {
    requests = List.copyOf(requests);
  }
}
