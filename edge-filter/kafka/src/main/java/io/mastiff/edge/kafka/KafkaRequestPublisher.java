package io.mastiff.edge.kafka;

import io.mastiff.edge.EdgeCounters;
import io.mastiff.edge.publish.RequestPublisher;
import io.mastiff.event.Outcome;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Topic;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
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
 * Sends events to Kafka from a thread of its own.
 *
 * <p>Two bounds: {@value #BUFFER} events wait for the thread, and 32 MB wait in Kafka's producer
 * for at most two minutes. What exceeds either is dropped and counted. The thread gives out the
 * sequence numbers, so that in every partition they rise.
 */
public final class KafkaRequestPublisher implements RequestPublisher, AutoCloseable {
  static final int BUFFER = 65_536;
  private static final int OUTCOMES = 4096;
  private static final Logger LOG = LoggerFactory.getLogger(KafkaRequestPublisher.class);
  private static final long RETRY_MS = 1_000;
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final KafkaDoorSettings settings;
  private final Topic<String, RequestEvent> topic;
  private final EdgeCounters counters;
  private final BlockingQueue<RequestEvent> waiting = new ArrayBlockingQueue<>(BUFFER);
  private final BlockingQueue<Outcome> outcomes = new ArrayBlockingQueue<>(OUTCOMES);
  private final Thread thread = new Thread(this::run, "mastiff-publisher");
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable KafkaProducer<byte[], byte[]> producer;
  private volatile boolean closed;
  private volatile boolean givenUp;
  private volatile long movedNanos;
  private long sequence;

  public KafkaRequestPublisher(KafkaDoorSettings settings, EdgeCounters counters) {
    this.settings = settings;
    this.topic = settings.topics().requests();
    this.counters = counters;
    thread.setDaemon(true);
  }

  /** Starts the sending thread; returns at once. */
  public KafkaRequestPublisher start() {
    thread.start();
    return this;
  }

  @Override
  public void offer(RequestEvent event) {
    counters.eventOffered();
    if (closed || !waiting.offer(event)) {
      counters.eventDropped();
    }
  }

  @Override
  public void offer(Outcome outcome) {
    if (closed || !outcomes.offer(outcome)) {
      LOG.warn("an outcome of kind {} was dropped: too many are waiting", outcome.getKind());
    }
  }

  private void run() {
    try {
      KafkaProducer<byte[], byte[]> connected = connect();
      if (connected != null) {
        producer = connected;
        sendAll(connected);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KafkaException e) {
      LOG.debug("the producer did not close cleanly", e);
    }
    while (waiting.poll() != null) {
      counters.eventDropped();
    }
  }

  private void sendAll(KafkaProducer<byte[], byte[]> connected) throws InterruptedException {
    try {
      while (!givenUp && !(closed && waiting.isEmpty() && outcomes.isEmpty())) {
        RequestEvent event = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (event != null) {
          send(connected, event);
        }
        Outcome outcome = outcomes.poll();
        if (outcome != null) {
          send(connected, outcome);
        }
      }
    } finally {
      connected.close(givenUp ? Duration.ZERO : CLOSE);
    }
  }

  private void send(KafkaProducer<byte[], byte[]> connected, RequestEvent event) {
    RequestEvent numbered =
        event.toBuilder().setDoor(settings.door()).setSequence(++sequence).build();
    try {
      connected.send(
          new ProducerRecord<>(
              topic.name(), topic.key().encode(event.getHome()), topic.value().encode(numbered)),
          (metadata, failure) -> {
            if (failure == null) {
              counters.eventPublished();
              movedNanos = System.nanoTime();
            } else {
              counters.eventDropped();
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      counters.eventDropped();
      LOG.debug("an event could not be sent", e);
    }
  }

  private void send(KafkaProducer<byte[], byte[]> connected, Outcome outcome) {
    Topic<String, Outcome> to = settings.topics().outcomes();
    try {
      connected.send(
          new ProducerRecord<>(
              to.name(), to.key().encode(outcome.getReference()), to.value().encode(outcome)));
    } catch (KafkaException | IllegalStateException e) {
      LOG.warn("an outcome could not be sent: {}", e.getMessage());
    }
  }

  private @Nullable KafkaProducer<byte[], byte[]> connect() throws InterruptedException {
    while (!closed) {
      try {
        return new KafkaProducer<>(
            properties(), new ByteArraySerializer(), new ByteArraySerializer());
      } catch (KafkaException e) {
        LOG.warn("no connection to Kafka at {}: {}", settings.bootstrap(), e.getMessage());
        stopped.await(RETRY_MS, TimeUnit.MILLISECONDS);
      }
    }
    return null;
  }

  private Properties properties() {
    Properties p = settings.client();
    p.put(ProducerConfig.CLIENT_ID_CONFIG, "mastiff-door-requests");
    p.put(ProducerConfig.ACKS_CONFIG, "all");
    p.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    p.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    p.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    p.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L * 1024 * 1024);
    p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    p.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    p.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000);
    p.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    p.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    p.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return p;
  }

  /** Takes no more events and sends those that are waiting; returns at once. */
  void stop() {
    if (!closed) {
      movedNanos = System.nanoTime();
      closed = true;
      stopped.countDown();
    }
  }

  /**
   * Sends what is waiting, for five seconds at most and while Kafka acknowledges something in every
   * second, and stops; what is left then is dropped and counted.
   */
  @Override
  public void close() {
    stop();
    long end = System.nanoTime() + CLOSE.toNanos();
    try {
      while (thread.isAlive()
          && System.nanoTime() - movedNanos < SILENCE.toNanos()
          && System.nanoTime() < end) {
        thread.join(20);
      }
      giveUp();
      thread.join(SILENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveUp() {
    givenUp = true;
    KafkaProducer<byte[], byte[]> blocked = producer;
    if (thread.isAlive() && blocked != null) {
      Producers.abort(blocked);
    }
  }
}
