package io.mastiff.stream;

import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.state.CohortPartial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final int DIGITS = 12;

  private final KeyValueStore<String, CohortPartial> below;
  private final Map<Key, Sum> sums = new HashMap<>();
  private final List<Sum> unsaved = new ArrayList<>();

  private CohortSums(KeyValueStore<String, CohortPartial> below) {
    this.below = below;
  }

  /** Which sums: those of a cohort in a bucket. */
  record Key(long second, String shop, CohortName cohort) {
    String text() {
      String seconds = Long.toString(second);
      return "0".repeat(Math.max(0, DIGITS - seconds.length()))
          + seconds
          + "|"
          + shop
          + "|"
          + cohort.text();
    }
  }

  /** One cohort's sums in one bucket, and what was done with them since they were handed on. */
  static final class Sum {
    private final Key key;
    private final CohortAccumulator counts;
    private final String text;
    private boolean isUnsaved;
    private int grown;

    private Sum(Key key, CohortAccumulator counts) {
      this.key = key;
      this.counts = counts;
      this.text = key.text();
    }

    /** The key as it is stored. */
    String text() {
      return text;
    }

    Key key() {
      return key;
    }

    CohortAccumulator counts() {
      return counts;
    }

    /** How often something was counted since {@link #handedOn}. */
    int grown() {
      return grown;
    }

    void handedOn() {
      grown = 0;
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

  /** The sums of a cohort in a bucket, or null where none are kept. */
  @Nullable Sum get(Key key) {
    return sums.get(key);
  }

  /** Keeps new sums. */
  Sum open(Key key) {
    Sum sum = new Sum(key, new CohortAccumulator());
    sums.put(key, sum);
    return sum;
  }

  /** Something was counted. */
  void changed(Sum sum) {
    sum.grown++;
    if (!sum.isUnsaved) {
      sum.isUnsaved = true;
      unsaved.add(sum);
    }
  }

  /** All sums that are kept; in no order. */
  Collection<Sum> all() {
    return sums.values();
  }

  void remove(Sum sum) {
    sums.remove(sum.key);
    sum.isUnsaved = false;
    below.delete(sum.text);
  }

  @Override
  public void flushCache() {
    for (Sum sum : unsaved) {
      if (sum.isUnsaved) {
        sum.isUnsaved = false;
        below.put(sum.text, message(sum, 0));
      }
    }
    unsaved.clear();
  }

  static CohortPartial message(Sum sum, int partition) {
    return sum.counts
        .save()
        .setShop(sum.key.shop())
        .setCohort(sum.key.cohort().text())
        .setSecond(sum.key.second())
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
            CohortName name = CohortName.parse(partial.getCohort());
            Key key = new Key(partial.getSecond(), partial.getShop(), name);
            Sum sum = new Sum(key, CohortAccumulator.of(List.of(partial)));
            sum.grown = 1;
            sums.put(key, sum);
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
