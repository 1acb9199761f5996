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

  private final KafkaDoorSettings settings;
  private final Topic<String, DoorStatus> topic;
  private final DecisionEngine engine;
  private final Semaphore due = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "mastiff-heartbeat");
  private volatile long blocklistOffset;
  private volatile long operatorOffset;
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
    while (!closed) {
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
        beat(producer);
      } catch (KafkaException e) {
        LOG.debug("no heartbeat: {}", e.getMessage());
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void beat(KafkaProducer<byte[], byte[]> producer) throws InterruptedException {
    while (!closed) {
      send(producer, false);
      boolean news = due.tryAcquire(EVERY_MS, TimeUnit.MILLISECONDS);
      if (news) {
        due.drainPermits();
      }
    }
    send(producer, true);
    producer.close(Duration.ofSeconds(1));
  }

  private void send(KafkaProducer<byte[], byte[]> producer, boolean stopped) {
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
    producer.send(
        new ProducerRecord<>(
            topic.name(), topic.key().encode(settings.door()), topic.value().encode(status)),
        (metadata, failure) -> {
          if (failure == null) {
            engine.blockList().heardAt(System.currentTimeMillis());
          }
        });
  }

  private Properties properties() {
    Properties p = new Properties();
    p.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
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

  private void pause() {
    try {
      Thread.sleep(RETRY_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    due.release();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
