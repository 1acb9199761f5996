package io.mastiff.edge.limit;

import io.github.bucket4j.TimeMeter;
import io.mastiff.edge.Sighting;
import io.mastiff.edge.limit.Limits.Rate;
import io.mastiff.edge.table.DistinctTable;
import io.mastiff.edge.table.Mix;
import io.mastiff.event.ClientKind;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a request: its client's and its network's, and where the policy has them those of
 * strangers' shapes and routes.
 *
 * <p>A network's limit grows with the visitors who returned a cookie from behind it lately: an
 * office, a campus or a carrier is many people. Requests of unknown address meet only their
 * session's limit. Memory is constant, see {@link TwoTierLimiter}. Limits of the scope {@link
 * Limits.Scope#FLEET} are divided by the live doors, see {@link Share}; budgets of crawlers and
 * partners are each door's.
 */
public final class Limiter {
  private static final long SESSION = 11;
  private static final long AGGREGATE = 12;
  private static final long NETWORK = 13;
  private static final long SHAPE = 14;
  private static final long ROUTE = 15;
  private static final int PEOPLE_SLOTS = 1 << 16;
  private static final long PEOPLE_WINDOW_MS = 600_000;
  private static final int MOST_WIDENED = 32;

  private final Limits limits;
  private final TwoTierLimiter strangers;
  private final NamedBuckets named;
  private final DistinctTable people;
  private final TimeMeter time;
  private final Fleet fleet;

  public Limiter(Limits limits, TimeMeter time, Fleet fleet) {
    this(
        limits,
        new TwoTierLimiter(limits.slots(), time),
        new NamedBuckets(time),
        new DistinctTable(PEOPLE_SLOTS, PEOPLE_WINDOW_MS),
        time,
        fleet);
  }

  private Limiter(
      Limits limits,
      TwoTierLimiter strangers,
      NamedBuckets named,
      DistinctTable people,
      TimeMeter time,
      Fleet fleet) {
    this.limits = limits;
    this.strangers = strangers;
    this.named = named;
    this.people = people;
    this.time = time;
    this.fleet = fleet;
  }

  /** The limiter of other limits; buckets start anew unless only the scope is another. */
  public Limiter next(Limits other) {
    if (other.equals(limits)) {
      return this;
    }
    return other.withScope(limits.scope()).equals(limits)
        ? new Limiter(other, strangers, named, people, time, fleet)
        : new Limiter(other, time, fleet);
  }

  /** Takes the route's cost; the name of the limit that is exhausted, if one is. */
  public @Nullable String exceeded(Sighting s) {
    int cost = s.route().route().cost();
    if (cost == 0) {
      return null;
    }
    long nowUs = strangers.nowUs();
    boolean session = s.clientKind() == ClientKind.SESSION;
    if (session && !take(SESSION, s.clientHash(), limits.session(), cost, 1, nowUs)) {
      return "limit.session";
    }
    String shared = session ? null : exceededByStrangers(s, cost, nowUs);
    if (shared != null || !s.addressKnown()) {
      return shared;
    }
    int widened = widened(s, session);
    if (!session && !take(AGGREGATE, s.clientHash(), limits.aggregate(), cost, widened, nowUs)) {
      return "limit.aggregate";
    }
    return take(NETWORK, s.networkHash(), limits.network(), cost, widened, nowUs)
        ? null
        : "limit.network";
  }

  private @Nullable String exceededByStrangers(Sighting s, int cost, long nowUs) {
    Rate shape = limits.shape();
    if (shape != null && !take(SHAPE, s.shape(), shape, cost, 1, nowUs)) {
      return "limit.shape";
    }
    Rate route = limits.route();
    boolean exceeds =
        route != null && !take(ROUTE, s.route().route().templateHash(), route, cost, 1, nowUs);
    return exceeds ? "limit.route" : null;
  }

  /** 1 for a network of few known visitors, then a power of two that grows with them. */
  private int widened(Sighting s, boolean session) {
    int known =
        session && s.isAged()
            ? people.note(s.networkHash(), s.clientHash(), s.atMs())
            : people.count(s.networkHash(), s.atMs());
    return known < 4 ? 1 : Math.min(MOST_WIDENED, Integer.highestOneBit(known / 2));
  }

  /**
   * Takes the route's cost from the narrow limit that all whom an entry throttles share; whether it
   * was there.
   */
  public boolean withinThrottle(Sighting s, String entryKey) {
    int cost = s.route().route().cost();
    return cost == 0 || named.take("t:" + entryKey, limits.throttled(), cost, doors());
  }

  /** Takes the route's cost from a named budget; whether it was there. */
  public boolean within(String name, Rate rate, Sighting s) {
    int cost = s.route().route().cost();
    return cost == 0 || named.take(name, rate, cost, 1);
  }

  /**
   * Reads from where the limits of a network are kept: what is read together is waited for once.
   */
  public long touchNetwork(long networkHash) {
    return people.touch(networkHash) + strangers.touch(Mix.of(NETWORK, networkHash));
  }

  /** The same for the holder of a cookie. */
  public long touchSession(long clientHash) {
    return strangers.touch(Mix.of(SESSION, clientHash));
  }

  /** The same for a client without one. */
  public long touchAggregate(long clientHash) {
    return strangers.touch(Mix.of(AGGREGATE, clientHash));
  }

  /** Clients near their limit, which have a bucket of their own. */
  public long promoted() {
    return strangers.promoted();
  }

  private boolean take(long kind, long key, Rate rate, int cost, int widened, long nowUs) {
    return strangers.take(Mix.of(kind, key), rate, cost, widened, doors(), nowUs);
  }

  private int doors() {
    return limits.scope() == Limits.Scope.FLEET ? fleet.doors() : 1;
  }
}
