package io.mastiff.standalone.audit;

import io.mastiff.classifier.Classifier;
import io.mastiff.edge.shape.Claim;
import io.mastiff.event.PageType;
import io.mastiff.event.Reason;
import io.mastiff.event.RefererKind;
import io.mastiff.standalone.audit.fleet.Arrival;
import io.mastiff.standalone.audit.fleet.FleetBook;
import io.mastiff.standalone.audit.tally.Distinct;
import io.mastiff.standalone.audit.tally.Seen;
import io.mastiff.standalone.audit.tally.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * What a log added up to; each worker fills its own, then they are merged.
 *
 * <p>Bounded, whatever the log's length: {@value #EXACT_PRODUCTS} products exactly and more by a
 * sketch, {@value #TOP} sessions by name, and what the parts of it say of themselves; under 150 MB
 * a worker, and under 20 MB for a common log.
 */
final class AuditTotals {
  static final int TOP = 20;
  static final int DOUBTS = 12;
  private static final int EXACT_PRODUCTS = 32_768;
  private static final int MOST_STEPS = 192;

  /** One of the sessions to name. */
  record Named(
      String client,
      String network,
      String agent,
      double score,
      String verdict,
      List<Reason> reasons,
      long requests) {}

  private static final Comparator<Named> MOST_ACTIVE =
      Comparator.comparingLong(Named::requests)
          .reversed()
          .thenComparing(Named::client)
          .thenComparing(Named::agent);

  private final Teller teller;
  private final boolean assetsVisible;
  long lines;
  long parsed;
  long lenient;
  long sessions;
  long closedEarly;
  long requests;
  long orders;
  long ordersTouched;
  long returning;
  long returningTouched;
  long deniedRequests;
  long deniedBytes;
  long deniedMicros;
  long bytes;
  long tookMicros;
  long timed;
  long firstMs = Long.MAX_VALUE;
  long lastMs = Long.MIN_VALUE;
  final Map<String, Long> verdicts = new TreeMap<>();
  final Map<Kind, Taken> kinds = new EnumMap<>(Kind.class);
  final Map<Kind, Timeline> times = new EnumMap<>(Kind.class);
  final Distinct products = new Distinct(EXACT_PRODUCTS, Taken.PRECISION);
  final Distinct productsTaken = new Distinct(EXACT_PRODUCTS, Taken.PRECISION);
  final Campaigns campaigns = new Campaigns();
  final FleetBook fleets;
  final WhatIf whatIf;
  final Doubts doubts;
  final SteadyBook steady = new SteadyBook();
  private final Seen clients = new Seen();
  private final PriorityQueue<Named> top = new PriorityQueue<>(MOST_ACTIVE.reversed());

  /**
   * @param assetsVisible whether the log holds requests for assets
   */
  AuditTotals(Classifier model, Teller teller, boolean assetsVisible) {
    this.teller = teller;
    this.assetsVisible = assetsVisible;
    fleets = new FleetBook(assetsVisible);
    whatIf = new WhatIf(model);
    doubts = new Doubts(model, DOUBTS);
    for (Kind kind : Kind.values()) {
      kinds.put(kind, new Taken());
      times.put(kind, new Timeline(MOST_STEPS));
    }
  }

  /**
   * Takes in a session that ended. A declared crawler is not judged by its score: the door checks
   * its name and gives it a budget.
   */
  void add(LogSession session) {
    Claim claim = teller.claim(session);
    Kind kind = teller.kind(session, claim);
    boolean back = clients.add(Distinct.hash(session.key)) && actsAsBrowser(session, claim);
    sum(session);
    taken(kind).add(session);
    session.visit.addTo(timeline(kind));
    steady.add(session, claim);
    harm(session, kind, back);
    if (kind != Kind.CRAWLER) {
      whatIf.add(session, back);
      doubts.add(session);
      arrived(session, kind, claim.family().isBrowser());
    }
    if (kind == Kind.SCRAPER) {
      denied(session);
      campaigns.add(session);
      name(session);
    }
  }

  private void sum(LogSession session) {
    sessions++;
    requests += session.requests;
    bytes += session.bytes;
    tookMicros += session.visit.tookMicros;
    timed += session.visit.timed;
    firstMs = Math.min(firstMs, session.firstMs);
    lastMs = Math.max(lastMs, session.lastMs);
    verdicts.merge(session.verdict, 1L, Long::sum);
    Distinct seen = session.visit.products();
    if (seen != null) {
      products.add(seen);
    }
  }

  /** What a scraper would not have got, and what it took at all. */
  private void denied(LogSession session) {
    deniedRequests += session.deniedRequests;
    deniedBytes += session.deniedBytes;
    deniedMicros += session.deniedMicros;
    Distinct seen = session.visit.products();
    if (seen != null) {
      productsTaken.add(seen);
    }
  }

  /** Whether it loads assets or, where they are hidden, goes from page to page, as browsers do. */
  private boolean actsAsBrowser(LogSession session, Claim claim) {
    return claim.family().isBrowser()
        && (assetsVisible ? session.visit.assets > 0 : session.visit.followed > 0);
  }

  private void harm(LogSession session, Kind kind, boolean back) {
    orders += session.features.purchases();
    returning += back ? 1 : 0;
    if (kind == Kind.SCRAPER) {
      ordersTouched += session.features.purchases();
      returningTouched += back ? 1 : 0;
    }
  }

  private void arrived(LogSession session, Kind kind, boolean browser) {
    Visit visit = session.visit;
    if (visit.entryRoute().isEmpty() || visit.entryType == PageType.API) {
      return;
    }
    fleets.add(
        new Arrival(
            session.agent,
            session.agentHash,
            session.network,
            Distinct.hash(session.network),
            entry(visit.entry),
            visit.entryRoute(),
            browser,
            kind == Kind.PEOPLE,
            session.isConvicted(),
            session.features.pages(),
            visit.assets,
            session.requests,
            session.deniedRequests,
            session.bytes,
            visit.tookMicros,
            session.firstMs,
            visit.products()));
  }

  private static String entry(RefererKind kind) {
    return switch (kind) {
      case REFERER_INTERNAL -> "as if from another page of the shop";
      case REFERER_SEARCH -> "as if from a search engine";
      case REFERER_EXTERNAL -> "as if from another site";
      default -> "without a referer";
    };
  }

  private void name(LogSession session) {
    top.add(
        new Named(
            session.client(),
            session.network,
            session.agent,
            session.score,
            session.verdict,
            session.reasons,
            session.requests));
    if (top.size() > TOP) {
      top.poll();
    }
  }

  Taken taken(Kind kind) {
    return kinds.computeIfAbsent(kind, k -> new Taken());
  }

  Timeline timeline(Kind kind) {
    return times.computeIfAbsent(kind, k -> new Timeline(MOST_STEPS));
  }

  /** All kinds together. */
  Timeline allTimes() {
    Timeline all = new Timeline(MOST_STEPS);
    times.values().forEach(kind -> all.add(kind, 1));
    return all;
  }

  /** The most active convicted sessions, most requests first. */
  List<Named> top() {
    List<Named> named = new ArrayList<>(top);
    named.sort(MOST_ACTIVE);
    return named;
  }

  void merge(AuditTotals other) {
    lines += other.lines;
    parsed += other.parsed;
    lenient += other.lenient;
    sessions += other.sessions;
    closedEarly += other.closedEarly;
    requests += other.requests;
    orders += other.orders;
    ordersTouched += other.ordersTouched;
    returning += other.returning;
    returningTouched += other.returningTouched;
    deniedRequests += other.deniedRequests;
    deniedBytes += other.deniedBytes;
    deniedMicros += other.deniedMicros;
    bytes += other.bytes;
    tookMicros += other.tookMicros;
    timed += other.timed;
    firstMs = Math.min(firstMs, other.firstMs);
    lastMs = Math.max(lastMs, other.lastMs);
    mergeParts(other);
  }

  private void mergeParts(AuditTotals other) {
    other.verdicts.forEach((name, n) -> verdicts.merge(name, n, Long::sum));
    other.kinds.forEach((kind, taken) -> taken(kind).add(taken));
    other.times.forEach((kind, time) -> timeline(kind).add(time, 1));
    products.add(other.products);
    productsTaken.add(other.productsTaken);
    campaigns.add(other.campaigns);
    fleets.add(other.fleets);
    whatIf.add(other.whatIf);
    doubts.add(other.doubts);
    steady.add(other.steady);
    for (Named named : other.top) {
      top.add(named);
      if (top.size() > TOP) {
        top.poll();
      }
    }
  }
}
