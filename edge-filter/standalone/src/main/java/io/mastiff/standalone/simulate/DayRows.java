package io.mastiff.standalone.simulate;

import io.mastiff.data.simulate.crowd.Crowd;
import io.mastiff.data.simulate.visit.Request;
import io.mastiff.data.simulate.visit.Visit;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.DatasetRow;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionAccumulator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lets one block of a crowd come to a door and measures each session as the stream would. */
final class DayRows {
  private static final String SOURCE = "simulator";

  private final Crowd crowd;
  private final long block;
  private final Splits splits;
  private final DoorKind kind;
  private final ShopDoor door;
  private final Baseline baseline;

  DayRows(Crowd crowd, long block, Splits splits) {
    this.splits = splits;
    this.crowd = crowd;
    this.block = block;
    this.kind = DoorKind.any(crowd.random(block, 10));
    this.door = new ShopDoor(kind, crowd.random(block, 11));
    this.baseline = DayBaseline.of(crowd, block, kind);
  }

  private record Due(Request request, Measured of) {}

  /** All rows, session by session. */
  List<DatasetRow> rows() {
    let(crowd.before(block));
    List<DatasetRow> rows = new ArrayList<>();
    for (Measured session : let(crowd.block(block))) {
      session.rows(rows);
    }
    return rows;
  }

  private List<Measured> let(List<Visit> visits) {
    List<Measured> sessions = visits.stream().map(Measured::new).toList();
    List<Due> due = new ArrayList<>();
    for (Measured session : sessions) {
      for (Request request : session.visit.requests()) {
        if (kind.showsAssets() || request.kind() != Request.Kind.ASSET) {
          due.add(new Due(request, session));
        }
      }
    }
    due.sort(Comparator.comparingLong(d -> d.request().atMs()));
    due.forEach(d -> d.of().comes(d.request()));
    return sessions;
  }

  /**
   * One session while it is measured: from the request on whose answer sets its cookie, or all of
   * one address where it keeps none.
   */
  private final class Measured {
    private final Visit visit;
    private final List<DatasetRow> prefixes = new ArrayList<>();
    private SessionAccumulator session = new SessionAccumulator(baseline);
    private int pagesSeen;

    Measured(Visit visit) {
      this.visit = visit;
    }

    void comes(Request request) {
      agree(request);
      RequestEvent event = door.event(visit, request);
      boolean keeps = visit.visitor().keepsCookies();
      if (keeps && !event.getCookieIssued().isEmpty() && session.requests() > 0) {
        session = new SessionAccumulator(baseline);
        prefixes.clear();
      }
      boolean named = keeps && kind.policy().cookie().enabled();
      if (named || request.address().equals(visit.visitor().address())) {
        add(event);
      }
    }

    private void agree(Request request) {
      if (request.kind() == Request.Kind.PAGE && pagesSeen++ == visit.agreesAfter()) {
        visit.visitor().agree();
      }
    }

    private void add(RequestEvent event) {
      if (session.add(event) && FeatureSchema.isPrefix(session.pages())) {
        prefixes.add(row(false));
      }
    }

    void rows(List<DatasetRow> to) {
      if (session.pages() > 0) {
        to.addAll(prefixes);
        to.add(row(true));
      }
    }

    private DatasetRow row(boolean last) {
      Visit.Label label = visit.label();
      String client = visit.visitor().client();
      return new DatasetRow(
          label == Visit.Label.OTHER ? Splits.OTHER : splits.of(client),
          label != Visit.Label.HUMAN,
          visit.family(),
          "s" + visit.index(),
          client,
          session.pages(),
          last,
          1,
          SOURCE,
          session.firstMs(),
          session.vector());
    }
  }
}
