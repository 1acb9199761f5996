package io.mastiff.edge.capacity;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The classes of which somebody was asked to wait lately: of these, newcomers leave a tenth of the
 * class's room to those who come back, all of it to who has waited for a minute.
 */
final class Queues {
  private static final double NEWCOMERS_LEAVE = 0.1;

  /** Who waits comes back within ten seconds; twice that, since pages load slowly now. */
  private static final long REMEMBERED_MS = 20_000;

  private final AtomicLongArray untilMs = new AtomicLongArray(AdmissionClass.values().length);

  void add(AdmissionClass who, long nowMs) {
    untilMs.setOpaque(who.ordinal(), nowMs + REMEMBERED_MS);
  }

  boolean has(AdmissionClass who, long nowMs) {
    return nowMs < untilMs.getOpaque(who.ordinal());
  }

  boolean areEmpty(AdmissionClass who) {
    return untilMs.getOpaque(who.ordinal()) == 0;
  }

  /**
   * Which part of its class's room a request may use while there is a queue.
   *
   * @param waited 0 for a newcomer to 1 for who has waited longest
   */
  static double part(double waited) {
    return 1 - NEWCOMERS_LEAVE * (1 - waited);
  }
}
