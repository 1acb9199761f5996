package io.mastiff.stream;

import io.mastiff.event.ModelPointer;
import io.mastiff.event.ModelRecord;
import io.mastiff.event.ModelRelease;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.event.UnreadableRecordException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The models topic as it stands: who is in charge, and which releases there are. */
public final class ModelTopic {
  private static final Duration POLL = Duration.ofMillis(100);

  private final String bootstrap;
  private final Topic<String, ModelRecord> topic;

  public ModelTopic(String bootstrap, Topics topics) {
    this.bootstrap = bootstrap;
    this.topic = topics.models();
  }

  /** A release without its file, of which there may be many megabytes. */
  public record Release(String hash, long bytes, long releasedAtMs, String author) {}

  /**
   * What the topic says.
   *
   * @param pointer who is in charge; empty while nobody was promoted
   * @param releases by hash
   */
  public record Standing(Optional<ModelPointer> pointer, Map<String, Release> releases) {}

  /** Reads to the present end. */
  public Standing read() {
    Map<String, Release> releases = new LinkedHashMap<>();
    ModelPointer[] pointer = new ModelPointer[1];
    scan(
        record -> {
          if (record.hasPointer()) {
            pointer[0] = record.getPointer();
          } else if (record.hasRelease()) {
            Release release = describe(record.getRelease());
            releases.put(release.hash(), release);
          }
        });
    return new Standing(Optional.ofNullable(pointer[0]), releases);
  }

  /** The release of this hash, with its file. */
  Optional<ModelRelease> release(String hash) {
    ModelRelease[] found = new ModelRelease[1];
    scan(
        record -> {
          if (record.hasRelease() && record.getRelease().getHash().equals(hash)) {
            found[0] = record.getRelease();
          }
        });
    return Optional.ofNullable(found[0]);
  }

  private static Release describe(ModelRelease release) {
    return new Release(
        release.getHash(),
        release.getFile().size(),
        release.getReleasedAtMs(),
        release.getAuthor());
  }

  private void scan(Consumer<ModelRecord> reader) {
    TopicPartition partition = new TopicPartition(topic.name(), 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            properties(bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(POLL).forEach(record -> take(record, reader));
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Consumer<ModelRecord> reader) {
    if (record.value() == null) {
      return;
    }
    try {
      reader.accept(topic.value().decode(record.value()));
    } catch (UnreadableRecordException e) {
      // The stream refuses it, and says so.
    }
  }

  /** How the topic is consumed, by whoever does. */
  static Properties properties(String bootstrap) {
    Properties p = new Properties();
    p.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    p.put(ConsumerConfig.CLIENT_ID_CONFIG, "mastiff-models");
    p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    p.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    p.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    p.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 8_000);
    p.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topics.LARGEST_MODEL_RECORD);
    return p;
  }
}
