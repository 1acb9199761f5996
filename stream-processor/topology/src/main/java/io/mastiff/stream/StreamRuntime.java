package io.mastiff.stream;

import com.google.protobuf.MessageLite;
import io.mastiff.classifier.ModelReader;
import io.mastiff.event.KafkaAddress;
import io.mastiff.event.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running stream.
 *
 * <p>A static member of its group, so that a restarted instance goes on at once. Exactly once:
 * commits every 100 ms in transactions that the broker ends after 10 s, so that the work of a
 * killed instance blocks readers no longer. The three seams where it can fail: a record that cannot
 * be read goes to the dead letters; any other failure ends the thread, which is replaced and
 * repeats its last transaction; a record that cannot be written does the same.
 */
public final class StreamRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamRuntime.class);
  private static final int TIMEOUT_MS = 10_000;

  /**
   * A request takes one batch of each partition, so that the writes of a commit should be one: with
   * Kafka's 16 kB a commit of 2,000 events took 30 requests after each other.
   */
  private static final int BATCH_BYTES = 256 << 10;

  /** Events are fetched some at a time: a fetch for each few of them costs more than they do. */
  private static final int FETCH_BYTES = 64 << 10;

  private static final int FETCH_MS = 50;

  /** A newcomer to the group that lacks fewer records than that gets its share at once. */
  private static final long QUICKLY_READ = 1_000_000;

  private final StreamCounters counters = new StreamCounters();
  private final ModelHolder models = new ModelHolder(ModelReader.defaultModel());
  private final KafkaStreams streams;
  private final ModelFeed feed;
  private final int partitions;

  private StreamRuntime(StreamSettings settings, @Nullable ModelKey key) {
    partitions = settings.topics().requests().partitions();
    feed = new ModelFeed(settings.bootstrap(), settings.topics(), models, key, settings.stateDir());
    streams =
        new KafkaStreams(ScoringTopology.build(settings, models, counters), properties(settings));
    streams.setUncaughtExceptionHandler(
        failure -> {
          say(failure, settings);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
  }

  /** Of a full disk one line, which comes again with each attempt; of anything else all. */
  private static void say(Throwable failure, StreamSettings settings) {
    Throwable cause = failure;
    boolean ofState = false;
    while (cause.getCause() != null && !(cause instanceof RocksDBException)) {
      ofState |= cause instanceof ProcessorStateException;
      cause = cause.getCause();
    }
    if (cause instanceof RocksDBException || (ofState && cause instanceof IOException)) {
      LOG.error(
          "the state cannot be written in {}: {}; nothing is judged until there is room, nothing is"
              + " lost, it is tried again",
          settings.stateDir(),
          cause.getMessage());
    } else {
      LOG.error("a stream thread failed and is replaced", failure);
    }
  }

  /** Starts the stream; the topics must exist. */
  public static StreamRuntime start(StreamSettings settings) {
    return start(settings, null);
  }

  /**
   * Starts the stream; the topics must exist.
   *
   * @param key what must have signed a pointer for its model to be taken; null where nothing need
   */
  public static StreamRuntime start(StreamSettings settings, @Nullable ModelKey key) {
    StreamRuntime runtime = new StreamRuntime(settings, key);
    runtime.feed.start();
    WarmUp.run(settings, runtime.models);
    runtime.streams.start();
    return runtime;
  }

  public boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** Whether it gave up; it does not come back by itself. */
  public boolean hasFailed() {
    return streams.state() == KafkaStreams.State.ERROR;
  }

  public StreamCounters counters() {
    return counters;
  }

  public ModelHolder models() {
    return models;
  }

  /** Sessions that are open here, about. */
  long openSessions() {
    return entriesOf(Stores.CLIENTS);
  }

  /** Cohorts that are followed here, and marks of those listed. */
  long cohorts() {
    return entriesOf(Stores.WINDOWS);
  }

  /** What Kafka Streams and its clients measure. */
  Stream<Metric> measured(String name) {
    return streams.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals(name))
        .map(Map.Entry::getValue);
  }

  private long entriesOf(String store) {
    long entries = 0;
    for (int partition = 0; partition < partitions; partition++) {
      try {
        entries += states(store, partition).approximateNumEntries();
      } catch (InvalidStateStoreException e) {
        LOG.debug("partition {} of {} is not here: {}", partition, store, e.getMessage());
      }
    }
    return entries;
  }

  /** What the open sessions take; walks over all of them. */
  public StateSize sessionState() {
    return stateOf(Stores.CLIENTS);
  }

  /** What the cohorts' windows take; walks over all of them. */
  public StateSize cohortState() {
    return stateOf(Stores.WINDOWS);
  }

  private StateSize stateOf(String store) {
    StateSize size = StateSize.NONE;
    for (int partition = 0; partition < partitions; partition++) {
      try (KeyValueIterator<String, MessageLite> all = states(store, partition).all()) {
        while (all.hasNext()) {
          size = size.and(all.next().value.getSerializedSize());
        }
      } catch (InvalidStateStoreException e) {
        LOG.debug("partition {} of {} is not here: {}", partition, store, e.getMessage());
      }
    }
    return size;
  }

  private ReadOnlyKeyValueStore<String, MessageLite> states(String store, int partition) {
    return streams.store(
        StoreQueryParameters.<ReadOnlyKeyValueStore<String, MessageLite>>fromNameAndType(
                store, QueryableStoreTypes.keyValueStore())
            .withPartition(partition));
  }

  /** How Kafka Streams is set up for these settings. */
  public static Properties properties(StreamSettings settings) {
    Properties p = new Properties();
    p.putAll(KafkaAddress.settings(settings.bootstrap()));
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    p.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standby());
    p.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, QUICKLY_READ);
    p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
    p.put(
        StreamsConfig.topicPrefix("max.compaction.lag.ms"),
        Long.toString(Topics.COMPACTION_LAG.toMillis()));
    p.put(StreamsConfig.topicPrefix("message.timestamp.type"), "LogAppendTime");
    p.put("enable.metrics.push", false);
    p.put("reconnect.backoff.max.ms", 500);
    p.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    p.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        settings.instance());
    p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), TIMEOUT_MS);
    p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_000);
    p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), FETCH_BYTES);
    p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), FETCH_MS);
    p.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TIMEOUT_MS);
    p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
    p.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    return p;
  }

  @Override
  public void close() {
    feed.close();
    streams.close(Duration.ofSeconds(8));
  }
}
