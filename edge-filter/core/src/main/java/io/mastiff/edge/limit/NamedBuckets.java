package io.mastiff.edge.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.mastiff.edge.limit.Limits.Rate;
import io.mastiff.edge.route.Route;
import java.time.Duration;

/**
 * Bucket4j buckets for what has a name and is not many: crawlers, partners, entries that throttle.
 * At most {@value #MOST}; beyond that the least useful is forgotten and starts full.
 */
public final class NamedBuckets {
  static final int MOST = 20_000;

  private final TimeMeter time;
  private final Cache<String, Bucket> buckets;

  public NamedBuckets(TimeMeter time) {
    this.time = time;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofMinutes(10))
            .executor(Runnable::run)
            .build();
  }

  /**
   * Takes {@code cost} tenths of a page from the bucket of {@code name}; whether it had them.
   *
   * @param doors by how much the rate and the burst are divided, see {@link Share}
   */
  public boolean take(String name, Rate rate, int cost, int doors) {
    long price =
        Share.price(cost, rate.perSecond(), (long) rate.burst() * Route.ORDINARY_COST, doors);
    return buckets.get(name, n -> bucket(rate)).tryConsume(price);
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
