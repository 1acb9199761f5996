package io.mastiff.standalone.simulate;

import io.mastiff.data.simulate.crowd.Crowd;
import io.mastiff.data.simulate.visit.Request;
import io.mastiff.data.simulate.visit.Visit;
import io.mastiff.event.ClientKind;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.Baseline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The events that a real door publishes of one block of a crowd, in the order of their times.
 *
 * <p>The client of an event is its visit, {@code a:visit-NUMBER}, as if a log named it; no cookie
 * is issued under that name.
 */
public final class SimulatedEvents {
  private SimulatedEvents() {}

  private record Due(Request request, Visiting of) {}

  /** One visit, and how far its visitor has come. */
  private static final class Visiting {
    private final Visit visit;
    private int pages;

    Visiting(Visit visit) {
      this.visit = visit;
    }

    /** A visitor may agree to cookies between two pages. */
    void beforeRequest(Request request) {
      if (request.kind() == Request.Kind.PAGE && pages++ == visit.agreesAfter()) {
        visit.visitor().agree();
      }
    }
  }

  /** All events of a block; the same crowd gives the same ones. */
  public static List<RequestEvent> of(Crowd crowd, long block) {
    DoorKind kind = DoorKind.any(crowd.random(block, 10));
    ShopDoor door = new ShopDoor(kind, crowd.random(block, 11));
    List<RequestEvent> events = new ArrayList<>();
    for (Due due : due(crowd, block, kind)) {
      due.of().beforeRequest(due.request());
      events.add(named(door.event(due.of().visit, due.request()), due.of().visit));
    }
    return events;
  }

  /** What the shop of a block has learned of its buyers. */
  public static Baseline baseline(Crowd crowd, long block) {
    return DayBaseline.of(crowd, block, DoorKind.any(crowd.random(block, 10)));
  }

  private static List<Due> due(Crowd crowd, long block, DoorKind kind) {
    List<Due> due = new ArrayList<>();
    for (Visit visit : crowd.block(block)) {
      Visiting visiting = new Visiting(visit);
      for (Request request : visit.requests()) {
        if (kind.showsAssets() || request.kind() != Request.Kind.ASSET) {
          due.add(new Due(request, visiting));
        }
      }
    }
    due.sort(Comparator.comparingLong(d -> d.request().atMs()));
    return due;
  }

  private static RequestEvent named(RequestEvent event, Visit visit) {
    return event.toBuilder()
        .setClientKind(ClientKind.AGGREGATE)
        .setClient("a:visit-" + visit.index())
        .clearCookieIssued()
        .build();
  }
}
