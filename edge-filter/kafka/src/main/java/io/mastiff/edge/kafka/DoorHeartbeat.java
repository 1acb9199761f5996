package io.mastiff.edge.kafka;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.event.DoorStatus;
import io.mastiff.event.Formats;
import io.mastiff.event.Topic;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the cluster every 3 s that this door lives, and at once what it has applied of the lists.
 *
 * <p>An acknowledged heartbeat is also the sign that the lists are fresh. A door is live while its
 * last status is younger than {@link #LIVE}.
 */
final class DoorHeartbeat implements AutoCloseable {
  /** How long a door counts as live after its last status. */
  static final Duration LIVE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(DoorHeartbeat.class);
  private static final long EVERY_MS = 3_000;
  private static final long RETRY_MS = 1_000;
  private static final long CLOSE_MS = 1_000;

  private final KafkaDoorSettings settings;
  private final Topic<String, DoorStatus> topic;
  private final DecisionEngine engine;
  private final Semaphore due = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "mastiff-heartbeat");
  private volatile long blocklistOffset;
  private volatile long operatorOffset;
  private volatile @Nullable KafkaProducer<byte[], byte[]> producer;
  private volatile boolean closed;

  DoorHeartbeat(KafkaDoorSettings settings, DecisionEngine engine) {
    this.settings = settings;
    this.topic = settings.topics().doors();
    this.engine = engine;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Notes how far the lists were applied, and confirms at once when something changed. */
  void applied(long blocklist, long operator, boolean news) {
    blocklistOffset = blocklist;
    operatorOffset = operator;
    if (news) {
      due.release();
    }
  }

  private void run() {
    try {
      while (!closed) {
        try {
          KafkaProducer<byte[], byte[]> connected =
              new KafkaProducer<>(
                  properties(), new ByteArraySerializer(), new ByteArraySerializer());
          producer = connected;
          beat(connected);
        } catch (KafkaException | IllegalStateException e) {
          LOG.debug("no heartbeat: {}", e.getMessage());
          due.tryAcquire(RETRY_MS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat(KafkaProducer<byte[], byte[]> connected) throws InterruptedException {
    try {
      while (!closed) {
        send(connected, false);
        boolean news = due.tryAcquire(EVERY_MS, TimeUnit.MILLISECONDS);
        if (news) {
          due.drainPermits();
        }
      }
      send(connected, true);
    } finally {
      connected.close(Duration.ofMillis(CLOSE_MS));
    }
  }

  private void send(KafkaProducer<byte[], byte[]> connected, boolean stopped) {
    DoorStatus status =
        DoorStatus.newBuilder()
            .setFormat(Formats.CURRENT)
            .setDoor(settings.door())
            .setAtMs(System.currentTimeMillis())
            .setMode(engine.policy().mode().text())
            .setBlocklistOffset(blocklistOffset)
            .setOperatorOffset(operatorOffset)
            .setEntries(engine.blockList().size())
            .setDecisions(engine.counters().decisions())
            .setPublished(engine.counters().published())
            .setDropped(engine.counters().dropped())
            .setStopped(stopped)
            .build();
    connected.send(
        new ProducerRecord<>(
            topic.name(), topic.key().encode(settings.door()), topic.value().encode(status)),
        (metadata, failure) -> {
          if (failure == null) {
            engine.blockList().heardAt(System.currentTimeMillis());
          }
        });
  }

  private Properties properties() {
    Properties p = settings.client();
    p.put(ProducerConfig.CLIENT_ID_CONFIG, "mastiff-door-heartbeat");
    p.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    p.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    p.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 6_000);
    p.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    p.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    p.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return p;
  }

  /** Tells the cluster that the door stops, and returns at once. */
  void stop() {
    closed = true;
    due.release();
  }

  /** Stops, within a second or so where Kafka does not answer. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(CLOSE_MS);
      KafkaProducer<byte[], byte[]> blocked = producer;
      if (thread.isAlive() && blocked != null) {
        Producers.abort(blocked);
        thread.join(CLOSE_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
