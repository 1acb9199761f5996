package io.mastiff.edge.kafka;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.OperatorRecord;
import io.mastiff.event.SnapshotHeader;
import io.mastiff.event.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the operator's and the learned list from their start, applies each record to the engine,
 * confirms what it applied, and keeps a snapshot so that the door starts without Kafka. Beside it
 * the door's heartbeat, and the count of the others'.
 *
 * <p>Runs on a thread of its own; when Kafka is away the door goes on with what it knows.
 */
public final class KafkaListFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaListFeed.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long RETRY_MS = 1_000;
  private static final Duration CLOSE = Duration.ofMillis(500);
  private static final long KEEP_EVERY_MS = 10_000;
  private static final long SAVE_EVERY_MS = 3_600_000;

  private final KafkaDoorSettings settings;
  private final DecisionEngine engine;
  private final ListState state;
  private final DoorHeartbeat heartbeat;
  private final DoorCensus census;
  private final Topic<String, BlocklistEntry> learnedTopic;
  private final Topic<String, OperatorRecord> operatorTopic;
  private final TopicPartition learned;
  private final TopicPartition operators;
  private final Thread thread = new Thread(this::run, "mastiff-list-feed");
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean closed;
  private volatile boolean caughtUp;
  private @Nullable SnapshotHeader restored;
  private long learnedAt;
  private long operatorAt;
  private long keptAtMs;
  private long savedAtMs;
  private boolean changed;

  /**
   * @param sinceTrigger told, for each new learned entry, when the event that caused it was
   *     appended
   */
  public KafkaListFeed(
      KafkaDoorSettings settings, DecisionEngine engine, LongConsumer sinceTrigger) {
    this.settings = settings;
    this.engine = engine;
    this.state = new ListState(engine, sinceTrigger);
    this.heartbeat = new DoorHeartbeat(settings, engine);
    this.census = new DoorCensus(settings, engine, System::nanoTime);
    this.learnedTopic = settings.topics().blocklist();
    this.operatorTopic = settings.topics().operator();
    this.learned = new TopicPartition(learnedTopic.name(), 0);
    this.operators = new TopicPartition(operatorTopic.name(), 0);
    thread.setDaemon(true);
  }

  /** Reads the snapshot, then follows Kafka in the background. */
  public KafkaListFeed start() {
    restore();
    heartbeat.start();
    census.start();
    thread.start();
    return this;
  }

  /** Whether the lists have been read to their ends once. */
  public boolean caughtUp() {
    return caughtUp;
  }

  private void restore() {
    Path file = settings.snapshot();
    if (file == null) {
      return;
    }
    try {
      Optional<ListSnapshot> snapshot =
          ListSnapshot.read(file, engine.blockList(), System.currentTimeMillis());
      snapshot.ifPresent(
          s -> {
            state.restore(s);
            restored = s.isOld(System.currentTimeMillis()) ? null : s.header();
          });
    } catch (IOException e) {
      LOG.warn("{}: the list's snapshot is not used: {}", file, e.getMessage());
    }
  }

  private void run() {
    while (!closed) {
      try {
        KafkaConsumer<byte[], byte[]> connected =
            new KafkaConsumer<>(
                properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer = connected;
        try {
          connected.assign(List.of(learned, operators));
          follow(connected);
        } finally {
          saveChanges();
          connected.close(CloseOptions.timeout(CLOSE));
        }
      } catch (WakeupException e) {
        LOG.debug("the list is followed no longer");
      } catch (KafkaException e) {
        LOG.warn("the list cannot be followed: {}; trying again", e.getMessage());
        pause();
      }
    }
  }

  private void saveChanges() {
    if (changed) {
      changed = false;
      save(System.currentTimeMillis());
    }
  }

  private void seek(KafkaConsumer<byte[], byte[]> connected) {
    SnapshotHeader header = restored;
    Map<TopicPartition, Long> ends = connected.endOffsets(List.of(learned, operators));
    boolean usable =
        header != null
            && header.getBlocklistTopic().equals(learned.topic())
            && header.getOperatorTopic().equals(operators.topic())
            && header.getBlocklistOffset() <= ends.getOrDefault(learned, 0L)
            && header.getOperatorOffset() <= ends.getOrDefault(operators, 0L);
    if (usable && header != null) {
      connected.seek(learned, header.getBlocklistOffset());
      connected.seek(operators, header.getOperatorOffset());
    } else {
      connected.seekToBeginning(List.of(learned, operators));
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> connected) {
    if (closed) {
      return;
    }
    seek(connected);
    Map<TopicPartition, Long> ends = connected.endOffsets(List.of(learned, operators));
    while (!closed) {
      ConsumerRecords<byte[], byte[]> records = connected.poll(POLL);
      changed |= !records.isEmpty();
      records.forEach(this::apply);
      learnedAt = connected.position(learned);
      operatorAt = connected.position(operators);
      caughtUp |=
          learnedAt >= ends.getOrDefault(learned, 0L)
              && operatorAt >= ends.getOrDefault(operators, 0L);
      engine.blockList().appliedTo(learnedAt);
      heartbeat.applied(learnedAt, operatorAt, !records.isEmpty());
      keep();
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    try {
      String key = record.key() == null ? "" : learnedTopic.key().decode(record.key());
      if (record.topic().equals(learned.topic())) {
        state.applyLearned(
            key, record.value() == null ? null : learnedTopic.value().decode(record.value()));
      } else {
        state.applyOrder(
            key, record.value() == null ? null : operatorTopic.value().decode(record.value()));
      }
    } catch (RuntimeException e) {
      LOG.warn("record {} of {} is skipped: {}", record.offset(), record.topic(), e.getMessage());
    }
  }

  private void keep() {
    long now = System.currentTimeMillis();
    if (now - keptAtMs < KEEP_EVERY_MS) {
      return;
    }
    keptAtMs = now;
    state.sweep(now);
    changed |= now - savedAtMs > SAVE_EVERY_MS;
    saveChanges();
  }

  private void save(long now) {
    Path file = settings.snapshot();
    if (file == null) {
      return;
    }
    SnapshotHeader header =
        SnapshotHeader.newBuilder()
            .setFormat(1)
            .setBlocklistTopic(learned.topic())
            .setOperatorTopic(operators.topic())
            .setBlocklistOffset(learnedAt)
            .setOperatorOffset(operatorAt)
            .setSavedAtMs(now)
            .build();
    restored = header;
    savedAtMs = now;
    try {
      new ListSnapshot(header, state.orders()).write(file, engine.blockList());
    } catch (IOException e) {
      changed = true;
      LOG.warn("{}: the list's snapshot cannot be written: {}", file, e.getMessage());
    }
  }

  private Properties properties() {
    Properties p = settings.client();
    p.put(ConsumerConfig.CLIENT_ID_CONFIG, "mastiff-door-list");
    p.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    p.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    p.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    p.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    p.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    p.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    p.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return p;
  }

  private void pause() {
    try {
      stopped.await(RETRY_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /** Stops following, and returns at once. */
  void stop() {
    closed = true;
    stopped.countDown();
    heartbeat.stop();
    census.stop();
    KafkaConsumer<byte[], byte[]> waiting = consumer;
    if (waiting != null) {
      waiting.wakeup();
    }
  }

  @Override
  public void close() {
    stop();
    heartbeat.close();
    census.close();
    try {
      thread.join(3_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
