package io.mastiff.edge.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.mastiff.edge.Sighting;
import io.mastiff.edge.limit.Limits.Rate;
import io.mastiff.edge.route.Route;
import io.mastiff.event.ClientKind;
import java.time.Duration;
import java.util.Optional;

/**
 * Token buckets for clients and networks.
 *
 * <p>At most {@value #MOST_BUCKETS} buckets are kept; beyond that the least useful one is forgotten
 * and its client starts with a full bucket. Requests of unknown address meet only their session's
 * limit.
 */
public final class Limiter {
  static final int MOST_BUCKETS = 200_000;

  private final Limits limits;
  private final TimeMeter time;
  private final Cache<String, Bucket> buckets;

  public Limiter(Limits limits, TimeMeter time) {
    this.limits = limits;
    this.time = time;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_BUCKETS)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();
  }

  /** Takes the route's cost; the name of the limit that is exhausted, if one is. */
  public Optional<String> exceeded(Sighting s) {
    int cost = s.route().route().cost();
    if (cost == 0) {
      return Optional.empty();
    }
    boolean session = s.client().kind() == ClientKind.SESSION;
    if (session && !take(s.client().key(), limits.session(), cost)) {
      return Optional.of("limit.session");
    }
    if (!s.address().known()) {
      return Optional.empty();
    }
    if (!session && !take(s.client().key(), limits.aggregate(), cost)) {
      return Optional.of("limit.aggregate");
    }
    return take("n:" + s.client().network(), limits.network(), cost)
        ? Optional.empty()
        : Optional.of("limit.network");
  }

  /**
   * Takes the route's cost from the narrow limit that all whom an entry throttles share; whether it
   * was there.
   */
  public boolean withinThrottle(Sighting s, String entryKey) {
    int cost = s.route().route().cost();
    return cost == 0 || take("t:" + entryKey, limits.throttled(), cost);
  }

  private boolean take(String key, Rate rate, int cost) {
    return buckets.get(key, k -> bucket(rate)).tryConsume(cost);
  }

  private Bucket bucket(Rate rate) {
    long unit = Route.ORDINARY_COST;
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(rate.burst() * unit)
                    .refillGreedy(rate.perSecond() * unit, Duration.ofSeconds(1)))
        .withCustomTimePrecision(time)
        .build();
  }
}
