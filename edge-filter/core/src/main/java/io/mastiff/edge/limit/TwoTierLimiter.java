package io.mastiff.edge.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.mastiff.edge.limit.Limits.Rate;
import io.mastiff.edge.limit.SlotTable.Outcome;
import io.mastiff.edge.route.Route;
import io.mastiff.edge.table.Mix;
import java.time.Duration;

/**
 * Token buckets in two tiers: every client first in a {@link SlotTable}, and who has used half of
 * its burst in a Bucket4j bucket of its own, until it was away for a minute; where limits are
 * divided, not before its second request.
 *
 * <p>Memory is constant: eight bytes a slot, and at most {@value #MOST_BUCKETS} buckets of about
 * 400 B. A client whose bucket was evicted comes back to its slot with half of its burst used.
 */
public final class TwoTierLimiter {
  static final int MOST_BUCKETS = 50_000;
  private static final long UNIT = Route.ORDINARY_COST;
  private static final Duration AWAY = Duration.ofMinutes(1);

  private final SlotTable slots;
  private final TimeMeter time;
  private final Cache<Long, Bucket> buckets;

  /**
   * @param slots a power of two; 8 B each
   */
  public TwoTierLimiter(int slots, TimeMeter time) {
    this.time = time;
    this.slots = new SlotTable(slots, nowUs());
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_BUCKETS)
            .expireAfterAccess(AWAY)
            .ticker(time::currentTimeNanos)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Takes {@code cost} tenths of a page from the bucket of {@code key}.
   *
   * @param widened by how much the rate and the burst are multiplied, at least 1
   * @param doors by how much they are then divided, see {@link Share}
   * @return whether they were there
   */
  public boolean take(long key, Rate rate, int cost, int widened, int doors) {
    return take(key, rate, cost, widened, doors, nowUs());
  }

  /** The same at a time that {@link #nowUs} gave. */
  boolean take(long key, Rate rate, int cost, int widened, int doors, long nowUs) {
    long intervalNanos = 1_000_000_000L / (rate.perSecond() * UNIT * widened);
    long capacity = rate.burst() * UNIT * widened;
    long price = Share.price(cost, rate.perSecond() * widened, capacity, doors);
    long costUs = Math.max(1, price * intervalNanos / 1_000);
    long burstUs = capacity * intervalNanos / 1_000;
    long nearUs = price > cost ? Math.max(burstUs / 2, costUs + 1) : burstUs / 2;
    Outcome outcome = slots.take(key, costUs, burstUs, nearUs, nowUs);
    return switch (outcome) {
      case CONFORMS -> true;
      case EXCEEDS -> false;
      case NEAR -> {
        promote(key, rate, widened, burstUs, nowUs);
        yield true;
      }
      case ELSEWHERE -> {
        Bucket bucket = buckets.getIfPresent(bucketKey(key, widened));
        if (bucket != null) {
          yield bucket.tryConsume(price);
        }
        slots.demote(key, burstUs / 2, nowUs);
        yield slots.take(key, costUs, burstUs, Long.MAX_VALUE, nowUs) != Outcome.EXCEEDS;
      }
    };
  }

  /** Reads from where a key's slot is. */
  long touch(long key) {
    return slots.touch(key);
  }

  /** Clients that have a bucket of their own. */
  public long promoted() {
    return buckets.estimatedSize();
  }

  /** Debts that were forgotten because too many clients were in debt at once. */
  public long forgotten() {
    return slots.forgotten();
  }

  private void promote(long key, Rate rate, int widened, long burstUs, long nowUs) {
    long capacity = rate.burst() * UNIT * widened;
    long used = Math.min(capacity, slots.debtUs(key, nowUs) * capacity / Math.max(1, burstUs));
    buckets.asMap().putIfAbsent(bucketKey(key, widened), newBucket(rate, widened, capacity - used));
    slots.promote(key);
  }

  private static Long bucketKey(long key, int widened) {
    return Mix.of(key, widened);
  }

  private Bucket newBucket(Rate rate, int widened, long tokens) {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(rate.burst() * UNIT * widened)
                    .refillGreedy(rate.perSecond() * UNIT * widened, Duration.ofSeconds(1))
                    .initialTokens(tokens))
        .withCustomTimePrecision(time)
        .build();
  }

  long nowUs() {
    return time.currentTimeNanos() / 1_000;
  }
}
