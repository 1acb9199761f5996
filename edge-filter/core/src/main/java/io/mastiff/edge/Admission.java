package io.mastiff.edge;

import io.mastiff.edge.capacity.AdmissionClass;
import io.mastiff.edge.capacity.Capacity;
import io.mastiff.edge.challenge.QueueTickets;
import io.mastiff.event.Action;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Lets requests in to the store while there is room for their class. */
final class Admission {
  private static final int RETRY_SECONDS = 5;

  private final Capacity capacity;
  private final Enforcement enforcement;
  private final QueueTickets tickets;

  Admission(Capacity capacity, Enforcement enforcement, QueueTickets tickets) {
    this.capacity = capacity;
    this.tickets = tickets;
    this.enforcement = enforcement;
  }

  /**
   * Lets the request in, as {@code ruling} says of it, if there is room; whoever gets in has to be
   * let out again.
   */
  Decision admit(Sighting s, double score, Ruling ruling, @Nullable Trace trace) {
    AdmissionClass who = AdmissionClass.of(s);
    if (trace != null) {
      trace.step("room", who + ", " + capacity.underWay() + " of " + capacity.limit());
    }
    if (capacity.enter(who, score) || (trace == null && entersAfterWaiting(s, who, score))) {
      s.enter();
    } else if (enforcement.enforces(s, 100) && !mustNotBeLost(s, who)) {
      return noRoom(s, who);
    } else {
      capacity.enterAnyway();
      s.enter();
    }
    return new Decision(ruling, s);
  }

  /**
   * What a person sends to cart, checkout or account is never lost, nor what a known visitor sends.
   */
  private static boolean mustNotBeLost(Sighting s, AdmissionClass who) {
    return !asks(s)
        && (s.route().route().routeClass().isProtected()
            || who.compareTo(AdmissionClass.RETURNING) <= 0);
  }

  private boolean entersAfterWaiting(Sighting s, AdmissionClass who, double score) {
    QueueTickets.Ticket ticket = tickets.claim(s);
    if (ticket == null) {
      return false;
    }
    boolean room = capacity.enter(who, score, ticket.waited());
    if (!room) {
      tickets.giveBack(ticket);
    }
    return room;
  }

  private static boolean asks(Sighting s) {
    return s.request().method().equals("GET") || s.request().method().equals("HEAD");
  }

  private static Decision noRoom(Sighting s, AdmissionClass who) {
    int jitter = ThreadLocalRandom.current().nextInt(RETRY_SECONDS);
    return new Decision(
        new Ruling(
            asks(s) ? Action.QUEUE : Action.THROTTLE,
            "capacity." + who.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            List.of("the store is short of room"),
            true,
            Enforcement.reference(),
            RETRY_SECONDS + jitter,
            null),
        s);
  }
}
