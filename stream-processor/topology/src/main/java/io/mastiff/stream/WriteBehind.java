package io.mastiff.stream;

import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store whose processor keeps what it works on as objects and writes it once for each commit and
 * not once for each event.
 *
 * <p>A task writes what its stores hold back before it commits; Kafka Streams asks only stores of
 * {@link CachedStateStore} for it, which is not part of its public interface (checked with 4.3.1).
 * What a task that failed held back is lost with its transaction, as the events are that it came
 * of.
 */
final class WriteBehind<V>
    implements StateStore, ReadOnlyKeyValueStore<String, V>, CachedStateStore<String, V> {
  private final KeyValueStore<String, V> below;
  private Runnable beforeCommit = () -> {};

  private WriteBehind(KeyValueStore<String, V> below) {
    this.below = below;
  }

  /** Builds such stores over stores of another builder. */
  record Builder<V>(StoreBuilder<KeyValueStore<String, V>> below)
      implements StoreBuilder<WriteBehind<V>> {
    @Override
    public StoreBuilder<WriteBehind<V>> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<WriteBehind<V>> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<WriteBehind<V>> withLoggingEnabled(Map<String, String> config) {
      return new Builder<>(below.withLoggingEnabled(config));
    }

    @Override
    public StoreBuilder<WriteBehind<V>> withLoggingDisabled() {
      return new Builder<>(below.withLoggingDisabled());
    }

    @Override
    public WriteBehind<V> build() {
      return new WriteBehind<>(below.build());
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

  /**
   * The store, from now on written to by this before each commit.
   *
   * @param write writes what is held back
   */
  KeyValueStore<String, V> writtenBy(Runnable write) {
    beforeCommit = write;
    return below;
  }

  /** What was written under a key. */
  @Override
  public @Nullable V get(String key) {
    return below.get(key);
  }

  @Override
  public KeyValueIterator<String, V> range(@Nullable String from, @Nullable String to) {
    return below.range(from, to);
  }

  @Override
  public KeyValueIterator<String, V> all() {
    return below.all();
  }

  @Override
  public long approximateNumEntries() {
    return below.approximateNumEntries();
  }

  @Override
  public void flushCache() {
    beforeCommit.run();
  }

  @Override
  public void clearCache() {
    beforeCommit = () -> {};
  }

  @Override
  public boolean setFlushListener(CacheFlushListener<String, V> listener, boolean sendOldValues) {
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
