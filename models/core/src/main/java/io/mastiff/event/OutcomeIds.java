package io.mastiff.event;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * The number by which two tellings of one outcome are known to be the same: a hash of shop,
 * reference, kind, value, currency and time.
 */
public final class OutcomeIds {
  private OutcomeIds() {}

  /** The id that {@code outcome} carries, or else the one that its fields give; never 0. */
  public static long of(Outcome outcome) {
    return outcome.getId() == 0 ? hash(outcome) : outcome.getId();
  }

  private static long hash(Outcome outcome) {
    HashStream64 hash = Hashing.komihash5_0().hashStream();
    hash.putString(outcome.getShop())
        .putString(outcome.getReference())
        .putString(outcome.getKind())
        .putLong(outcome.getValueCents())
        .putString(outcome.getCurrency())
        .putLong(outcome.getAtMs());
    long id = hash.getAsLong();
    return id == 0 ? 1 : id;
  }
}
