package io.mastiff.edge.publish;

import io.mastiff.event.Outcome;
import io.mastiff.event.RequestEvent;

/**
 * Takes the events of a door and sends them when it can.
 *
 * <p>{@link #offer} never blocks and never fails; what does not fit is dropped and counted. The
 * publisher gives each event its sequence number in the order of sending.
 */
public interface RequestPublisher {
  void offer(RequestEvent event);

  /** Takes something that the store knows and no request shows. */
  default void offer(Outcome outcome) {}

  /** Drops everything, for doors without a stream. */
  static RequestPublisher none() {
    return event -> {};
  }
}
