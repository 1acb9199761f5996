package io.mastiff.standalone.outcome;

import io.mastiff.event.KafkaAddress;
import io.mastiff.event.Outcome;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.event.UnreadableRecordException;
import io.mastiff.standalone.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topic of outcomes, read to its present end and added to. */
final class OutcomeTopic implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final String bootstrap;
  private final Topic<String, Outcome> topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicLong written = new AtomicLong();
  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

  OutcomeTopic(String bootstrap, Topics topics) {
    this.bootstrap = bootstrap;
    this.topic = topics.outcomes();
    this.producer =
        new KafkaProducer<>(producing(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Hands on what the topic holds; records that cannot be read are passed over. */
  void readAll(Consumer<Outcome> taker) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            consuming(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(POLL).forEach(record -> take(record, taker));
      }
    } catch (KafkaException e) {
      throw new UserError("topic " + topic.name() + " cannot be read: " + e.getMessage());
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    var found = consumer.partitionsFor(topic.name());
    if (found == null || found.isEmpty()) {
      throw new UserError("topic " + topic.name() + " is not there; is `mastiff stream` running?");
    }
    return found.stream().map(p -> new TopicPartition(topic.name(), p.partition())).toList();
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Consumer<Outcome> taker) {
    Outcome outcome;
    try {
      outcome = topic.value().decode(record.value());
    } catch (UnreadableRecordException e) {
      return;
    }
    taker.accept(outcome);
  }

  /** Adds an outcome, in the background; blocks while 32 MB are waiting. */
  void send(Outcome outcome) {
    requireUnfailed();
    byte[] key = topic.key().encode(outcome.getReference());
    producer.send(
        new ProducerRecord<>(topic.name(), key, topic.value().encode(outcome)),
        (metadata, problem) -> {
          if (problem == null) {
            written.incrementAndGet();
          } else {
            failure.compareAndSet(null, String.valueOf(problem.getMessage()));
          }
        });
  }

  /** Waits until Kafka has taken all; how many that were. */
  long flush() {
    producer.flush();
    requireUnfailed();
    return written.get();
  }

  private void requireUnfailed() {
    String why = failure.get();
    if (why != null) {
      throw new UserError(
          "Kafka failed after "
              + written.get()
              + " were written ("
              + why
              + "); run it again: what is there is not written twice");
    }
  }

  private Properties producing() {
    Properties p = new Properties();
    p.putAll(KafkaAddress.settings(bootstrap));
    p.put(ProducerConfig.ACKS_CONFIG, "all");
    p.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    p.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    p.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
    p.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    p.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    p.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return p;
  }

  private Properties consuming() {
    Properties p = new Properties();
    p.putAll(KafkaAddress.settings(bootstrap));
    p.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    p.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    p.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    p.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    p.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 8_000);
    p.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return p;
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
