package io.mastiff.standalone.reaction;

import io.mastiff.event.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The keys that were ever listed. */
final class ListedKeys implements AutoCloseable {
  private final Properties properties = new Properties();
  private final TopicPartition list;
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::run, "mastiff-check-listed");
  private volatile boolean closed;

  ListedKeys(String bootstrap, Topics topics) {
    list = new TopicPartition(topics.blocklist().name(), 0);
    properties.putAll(
        Map.of(
            "bootstrap.servers", bootstrap,
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "enable.metrics.push", "false"));
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(list));
      consumer.seekToBeginning(List.of(list));
      while (!closed) {
        consumer
            .poll(Duration.ofMillis(50))
            .forEach(r -> keys.add(new String(r.key(), StandardCharsets.UTF_8)));
      }
    } catch (KafkaException e) {
      keys.clear();
    }
  }

  boolean has(String key) {
    return keys.contains(key);
  }

  /** How many of them begin so. */
  long count(String beginning) {
    return keys.stream().filter(key -> key.startsWith(beginning)).count();
  }

  @Override
  public void close() {
    closed = true;
  }
}
