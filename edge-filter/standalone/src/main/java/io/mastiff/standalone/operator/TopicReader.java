package io.mastiff.standalone.operator;

import io.mastiff.event.KafkaAddress;
import io.mastiff.event.Topic;
import io.mastiff.event.UnreadableRecordException;
import io.mastiff.standalone.UserError;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows a topic of one partition from its start and keeps the newest value of each key. */
final class TopicReader<V> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final Topic<String, V> topic;
  private final TopicPartition partition;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, V> values = new LinkedHashMap<>();
  private final Map<String, Long> appendedMs = new HashMap<>();

  TopicReader(String bootstrap, Topic<String, V> topic) {
    this.topic = topic;
    this.partition = new TopicPartition(topic.name(), 0);
    this.consumer =
        new KafkaConsumer<>(
            properties(bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /** Reads to the present end; the newest value of each key. */
  Map<String, V> current() {
    try {
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      long until = System.nanoTime() + PATIENCE_NANOS;
      while (consumer.position(partition) < end) {
        poll();
        if (System.nanoTime() > until) {
          throw new UserError("topic " + topic.name() + " cannot be read to its end");
        }
      }
    } catch (TimeoutException e) {
      throw new UserError("topic " + topic.name() + " is not there; is `mastiff stream` running?");
    }
    return values;
  }

  /** Takes in what has come since; returns all values. */
  Map<String, V> poll() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      apply(record);
    }
    return values;
  }

  /** Forgets values that are of no more use. */
  void forgetIf(Predicate<V> useless) {
    values.entrySet().removeIf(each -> useless.test(each.getValue()) && forgotten(each.getKey()));
  }

  private boolean forgotten(String key) {
    appendedMs.remove(key);
    return true;
  }

  /** When the newest value of a key was appended, by the broker's clock; 0 for an unknown key. */
  long appendedMs(String key) {
    return appendedMs.getOrDefault(key, 0L);
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : topic.key().decode(record.key());
    try {
      if (record.value() == null) {
        values.remove(key);
        appendedMs.remove(key);
      } else {
        appendedMs.put(key, record.timestamp());
        values.put(key, topic.value().decode(record.value()));
      }
    } catch (UnreadableRecordException e) {
      values.remove(key);
    }
  }

  private static Properties properties(String bootstrap) {
    Properties p = new Properties();
    p.putAll(KafkaAddress.settings(bootstrap));
    p.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    p.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    p.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    p.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    p.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    p.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return p;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
