package io.mastiff.stream;

import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.state.CohortPartial;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a partition's open buckets as objects, written to the store below them once for each
 * commit and not once for each event.
 *
 * <p>A task writes what its stores hold back before it commits; Kafka Streams asks only stores of
 * {@link CachedStateStore} for it, which is not part of its public interface (checked with 4.3.1).
 */
final class CohortSums implements StateStore, CachedStateStore<String, CohortPartial> {
  private final KeyValueStore<String, CohortPartial> below;
  private final Map<String, Sum> sums = new HashMap<>();
  private final Set<String> unsaved = new TreeSet<>();

  private CohortSums(KeyValueStore<String, CohortPartial> below) {
    this.below = below;
  }

  /** One cohort's sums in one bucket. */
  record Sum(String shop, CohortName cohort, long second, CohortAccumulator counts) {
    String key() {
      return CohortSums.key(second, shop, cohort);
    }
  }

  /** Builds such stores over stores of another builder. */
  record Builder(StoreBuilder<KeyValueStore<String, CohortPartial>> below)
      implements StoreBuilder<CohortSums> {
    @Override
    public StoreBuilder<CohortSums> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<CohortSums> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<CohortSums> withLoggingEnabled(Map<String, String> config) {
      return new Builder(below.withLoggingEnabled(config));
    }

    @Override
    public StoreBuilder<CohortSums> withLoggingDisabled() {
      return new Builder(below.withLoggingDisabled());
    }

    @Override
    public CohortSums build() {
      return new CohortSums(below.build());
    }

    @Override
    public Map<String, String> logConfig() {
      return below.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
      return below.loggingEnabled();
    }

    @Override
    public String name() {
      return below.name();
    }
  }

  static String key(long second, String shop, CohortName cohort) {
    return String.format(Locale.ROOT, "%012d|%s|%s", second, shop, cohort.text());
  }

  /** The sums of a cohort in a bucket, or null where none are kept. */
  @Nullable Sum get(String key) {
    return sums.get(key);
  }

  /** Keeps new sums. */
  Sum open(long second, String shop, CohortName cohort) {
    Sum sum = new Sum(shop, cohort, second, new CohortAccumulator());
    sums.put(sum.key(), sum);
    return sum;
  }

  /** The sums under this key have changed. */
  void changed(String key) {
    unsaved.add(key);
  }

  /** All sums that are kept; in no order. */
  Iterable<Sum> all() {
    return sums.values();
  }

  void remove(String key) {
    if (sums.remove(key) != null) {
      unsaved.remove(key);
      below.delete(key);
    }
  }

  @Override
  public void flushCache() {
    for (String key : unsaved) {
      Sum sum = sums.get(key);
      if (sum != null) {
        below.put(key, message(sum, 0));
      }
    }
    unsaved.clear();
  }

  static CohortPartial message(Sum sum, int partition) {
    return sum.counts()
        .save()
        .setShop(sum.shop())
        .setCohort(sum.cohort().text())
        .setSecond(sum.second())
        .setPartition(partition)
        .build();
  }

  @Override
  public void clearCache() {
    sums.clear();
    unsaved.clear();
  }

  /** Reads what the store below holds, which is what was there at the last commit. */
  void load() {
    sums.clear();
    unsaved.clear();
    try (KeyValueIterator<String, CohortPartial> all = below.all()) {
      all.forEachRemaining(
          saved -> {
            CohortPartial partial = saved.value;
            sums.put(
                saved.key,
                new Sum(
                    partial.getShop(),
                    CohortName.parse(partial.getCohort()),
                    partial.getSecond(),
                    CohortAccumulator.of(List.of(partial))));
          });
    }
  }

  @Override
  public boolean setFlushListener(
      CacheFlushListener<String, CohortPartial> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return below.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    below.init(context, root);
  }

  @Override
  public void close() {
    below.close();
  }

  @Override
  public boolean persistent() {
    return below.persistent();
  }

  @Override
  public boolean isOpen() {
    return below.isOpen();
  }
}
