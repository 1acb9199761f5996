package io.mastiff.standalone.audit;

import io.mastiff.edge.crawler.Partner;
import io.mastiff.standalone.audit.Campaigns.Campaign;
import io.mastiff.standalone.audit.fleet.Fleet;
import io.mastiff.standalone.audit.tally.Timeline;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an audit concludes of its totals; distributed scrapers are taken out of the other kinds. */
final class Findings {
  static final int MOST_CAMPAIGNS = 20;
  private static final double MOSTLY = 0.8;

  /** Traffic of one kind. */
  record Share(long sessions, long requests, long bytes, long tookMicros) {
    private Share plus(double sessions, double requests, double bytes, double tookMicros) {
      return new Share(
          Math.max(0, this.sessions + Math.round(sessions)),
          Math.max(0, this.requests + Math.round(requests)),
          Math.max(0, this.bytes + Math.round(bytes)),
          Math.max(0, this.tookMicros + Math.round(tookMicros)));
    }
  }

  private final AuditTotals totals;
  private final List<Fleet> fleets;
  private final List<Campaign> campaigns;
  private final List<Steady> steady;
  private final Timeline span;
  private final Map<Kind, Share> shares = new EnumMap<>(Kind.class);
  private final Map<Kind, long[]> series = new EnumMap<>(Kind.class);

  Findings(AuditTotals totals, List<Partner> partners) {
    this.totals = totals;
    fleets = totals.fleets.fleets();
    campaigns = campaigns();
    span = totals.allTimes();
    steady = Steady.of(totals.steady.largest(), span, partners);
    for (Kind kind : Kind.values()) {
      Taken taken = totals.taken(kind);
      shares.put(kind, new Share(taken.sessions, taken.requests, taken.bytes, taken.tookMicros));
      series.put(kind, totals.timeline(kind).within(span));
    }
    fleets.forEach(this::move);
  }

  /** Of user agents that a fleet shares, only those that also made longer visits. */
  private List<Campaign> campaigns() {
    Set<String> shared = new HashSet<>();
    fleets.forEach(fleet -> fleet.shared().forEach(s -> shared.add(s.name())));
    return totals.campaigns.largest().stream()
        .filter(c -> c.brief < MOSTLY * c.taken.sessions || !shared.contains(c.agent))
        .limit(MOST_CAMPAIGNS)
        .toList();
  }

  /** What a fleet's clients asked for, as far as they were not convicted each by itself. */
  private void move(Fleet fleet) {
    long sessions = fleet.sessions() - fleet.convicted();
    if (sessions == 0) {
      return;
    }
    double part = (double) sessions / fleet.sessions();
    double people = Math.min(1, (double) fleet.people() / sessions);
    shift(fleet, Kind.PEOPLE, part * people);
    shift(fleet, Kind.PROGRAM, part * (1 - people));
    shift(fleet, Kind.FLEET, -part);
    long[] moved = fleet.times().within(span);
    for (int i = 0; i < moved.length; i++) {
      long fromPeople = Math.min(at(Kind.PEOPLE)[i], Math.round(moved[i] * people));
      long fromPrograms = Math.min(at(Kind.PROGRAM)[i], moved[i] - fromPeople);
      at(Kind.PEOPLE)[i] -= fromPeople;
      at(Kind.PROGRAM)[i] -= fromPrograms;
      at(Kind.FLEET)[i] += fromPeople + fromPrograms;
    }
  }

  private void shift(Fleet fleet, Kind kind, double part) {
    shares.put(
        kind,
        share(kind)
            .plus(
                -part * fleet.sessions(),
                -part * fleet.requests(),
                -part * fleet.bytes(),
                -part * fleet.tookMicros()));
  }

  AuditTotals totals() {
    return totals;
  }

  /** Most requests first. */
  List<Fleet> fleets() {
    return fleets;
  }

  /** Convicted sessions by user agent, most requests first. */
  List<Campaign> campaignsByAgent() {
    return campaigns;
  }

  List<Steady> steady() {
    return steady;
  }

  Share share(Kind kind) {
    return shares.getOrDefault(kind, new Share(0, 0, 0, 0));
  }

  /** The steps of the time that the log spans. */
  Timeline span() {
    return span;
  }

  /** Requests of a kind in each step of {@link #span}. */
  long[] at(Kind kind) {
    return series.computeIfAbsent(kind, k -> new long[span.steps()]);
  }

  /** Requests that entries against the fleets would have stopped besides. */
  long fleetRequests() {
    return fleets.stream().mapToLong(f -> f.requests() - f.denied()).sum();
  }

  /** Sessions of people that entries against the fleets may have hurt. */
  long fleetHarm() {
    return fleets.stream().mapToLong(Fleet::expectedPeople).sum();
  }

  boolean hasTimes() {
    return totals.timed > 0;
  }
}
