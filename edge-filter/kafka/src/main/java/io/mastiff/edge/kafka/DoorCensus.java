package io.mastiff.edge.kafka;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.limit.Limits;
import io.mastiff.event.DoorStatus;
import io.mastiff.event.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the live doors by their heartbeats while the policy's limits are of the scope {@code
 * fleet}, and tells the engine.
 *
 * <p>Reads from the topic's end, since a live door is heard of within three seconds. Runs on a
 * thread of its own, with a consumer of its own: nothing about heartbeats holds the lists up.
 */
final class DoorCensus implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DoorCensus.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSE = Duration.ofMillis(500);
  private static final long LOOK_MS = 1_000;

  private final KafkaDoorSettings settings;
  private final DecisionEngine engine;
  private final LongSupplier nanos;
  private final Topic<String, DoorStatus> topic;
  private final Thread thread = new Thread(this::run, "mastiff-door-census");
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private boolean warned;

  /**
   * @param nanos a clock that only goes forward
   */
  DoorCensus(KafkaDoorSettings settings, DecisionEngine engine, LongSupplier nanos) {
    this.settings = settings;
    this.engine = engine;
    this.nanos = nanos;
    this.topic = settings.topics().doors();
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!isClosed()) {
        if (isWanted()) {
          count();
        }
        engine.fleet().alone();
        var unused = stopped.await(LOOK_MS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isWanted() {
    return engine.policy().limits().scope() == Limits.Scope.FLEET;
  }

  private boolean isClosed() {
    return stopped.getCount() == 0;
  }

  private void count() {
    try {
      KafkaConsumer<byte[], byte[]> connected =
          new KafkaConsumer<>(
              properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
      consumer = connected;
      try {
        follow(connected);
      } finally {
        consumer = null;
        connected.close(CloseOptions.timeout(CLOSE));
      }
    } catch (WakeupException e) {
      LOG.debug("the doors are counted no longer");
    } catch (KafkaException e) {
      warnOnce(e);
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> connected) {
    TopicPartition doors = new TopicPartition(topic.name(), 0);
    DoorRoll roll = new DoorRoll(settings.door());
    connected.assign(List.of(doors));
    connected.seekToEnd(List.of(doors));
    while (!isClosed() && isWanted()) {
      connected.poll(POLL).forEach(record -> heard(roll, record));
      roll.tell(engine.fleet(), nanos.getAsLong());
      warned &= !engine.fleet().isHeard();
    }
  }

  private void heard(DoorRoll roll, ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    try {
      DoorStatus status = topic.value().decode(record.value());
      roll.heard(topic.key().decode(record.key()), status.getStopped(), nanos.getAsLong());
    } catch (RuntimeException e) {
      LOG.debug("record {} of {} is skipped: {}", record.offset(), topic.name(), e.getMessage());
    }
  }

  private void warnOnce(KafkaException e) {
    if (!warned) {
      LOG.warn("the doors cannot be counted, limits are this door's: {}", e.getMessage());
    }
    warned = true;
  }

  private Properties properties() {
    Properties p = settings.client();
    p.put(ConsumerConfig.CLIENT_ID_CONFIG, "mastiff-door-census");
    p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    p.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    p.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    p.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    p.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    p.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return p;
  }

  /** Stops counting, and returns at once. */
  void stop() {
    stopped.countDown();
    KafkaConsumer<byte[], byte[]> waiting = consumer;
    if (waiting != null) {
      waiting.wakeup();
    }
  }

  @Override
  public void close() {
    stop();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
