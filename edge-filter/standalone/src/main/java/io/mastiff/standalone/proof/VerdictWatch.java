package io.mastiff.standalone.proof;

import io.mastiff.event.Topics;
import io.mastiff.standalone.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Notes when each session's verdict was readable, and when the request that it came of was made.
 */
public final class VerdictWatch implements AutoCloseable {
  private final Topics topics;
  private final Properties properties = new Properties();
  private final List<Seen> seen = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "mastiff-check-verdicts");
  private volatile boolean closed;
  private volatile @Nullable String failure;

  /** Both in ms since the epoch. */
  private record Seen(long requestMs, long readableMs) {}

  public VerdictWatch(String bootstrap, Topics topics) {
    this.topics = topics;
    properties.putAll(
        Map.of(
            "bootstrap.servers", bootstrap,
            "isolation.level", "read_committed",
            "reconnect.backoff.max.ms", "200",
            "enable.auto.commit", "false",
            "enable.metrics.push", "false"));
    thread.start();
  }

  private void run() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> parts =
          consumer.partitionsFor(topics.verdicts().name()).stream()
              .map(part -> new TopicPartition(part.topic(), part.partition()))
              .toList();
      consumer.assign(parts);
      consumer.seekToBeginning(parts);
      while (!closed) {
        consumer.poll(Duration.ofMillis(20)).forEach(r -> note(r.value()));
      }
    } catch (KafkaException e) {
      failure = e.getMessage();
    }
  }

  private void note(byte[] value) {
    var verdict = topics.verdicts().value().decode(value);
    if (!verdict.getKind().equals("cohort")) {
      synchronized (seen) {
        seen.add(new Seen(verdict.getAtMs(), System.currentTimeMillis()));
      }
    }
  }

  /** How long a verdict took at most of the requests of a stretch of time, ms. */
  public long slowestMs(long fromMs, long untilMs) {
    if (failure != null) {
      throw new UserError("the verdicts cannot be read: " + failure);
    }
    synchronized (seen) {
      return seen.stream()
          .filter(verdict -> verdict.requestMs() >= fromMs && verdict.requestMs() < untilMs)
          .mapToLong(verdict -> verdict.readableMs() - verdict.requestMs())
          .max()
          .orElse(Long.MAX_VALUE);
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
