package io.mastiff.stream;

import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.event.KafkaAddress;
import io.mastiff.event.ModelPointer;
import io.mastiff.event.ModelRecord;
import io.mastiff.event.ModelRelease;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.event.UnreadableRecordException;
import java.time.Duration;
import java.util.Comparator;
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
import org.jspecify.annotations.Nullable;

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
   * @param pointer who is in charge by the rules of a stream with the same key; where no pointer
   *     passes them, the last one that there is; empty while nobody was promoted
   * @param passes whether that pointer passes
   * @param refused pointers that were written after the one in force, or without one, and that a
   *     stream refuses
   * @param why the last one of these was refused; empty for none
   * @param strange whether the newest pointer is signed, but not with this key
   * @param releases by hash
   */
  public record Standing(
      Optional<ModelPointer> pointer,
      boolean passes,
      int refused,
      String why,
      boolean strange,
      Map<String, Release> releases) {

    /**
     * The newest release that came after the pointer and that it does not name: a newer pointer was
     * there, or was about to be written.
     */
    public Optional<Release> passedOver() {
      return trusted()
          .flatMap(
              now ->
                  releases.values().stream()
                      .filter(release -> release.releasedAtMs() > now.getAtMs())
                      .filter(release -> !names(now, release.hash()))
                      .max(Comparator.comparingLong(Release::releasedAtMs)));
    }

    private static boolean names(ModelPointer pointer, String hash) {
      return hash.equals(pointer.getChampion())
          || hash.equals(pointer.getChallenger())
          || hash.equals(pointer.getPrevious());
    }

    /** The pointer in force; empty where none passes. */
    public Optional<ModelPointer> trusted() {
      return pointer.filter(p -> passes);
    }
  }

  /**
   * Reads to the present end.
   *
   * @param key what a pointer must be signed with, or null where it need not be
   */
  public Standing read(@Nullable ModelKey key) {
    Map<String, Release> releases = new LinkedHashMap<>();
    Pointers pointers = new Pointers(key);
    scan(
        record -> {
          if (record.hasPointer()) {
            pointers.take(record.getPointer());
          } else if (record.hasRelease()) {
            Release release = describe(record.getRelease());
            releases.put(release.hash(), release);
          }
        });
    return pointers.standing(releases);
  }

  /** Folds the pointers of a topic as a stream would. */
  private static final class Pointers {
    private final @Nullable ModelKey key;
    private final PointerGuard guard;
    private @Nullable ModelPointer last;
    private boolean strange;
    private boolean passes;
    private int refused;
    private String why = "";

    Pointers(@Nullable ModelKey key) {
      this.key = key;
      this.guard = new PointerGuard(key, 0);
    }

    void take(ModelPointer pointer) {
      try {
        guard.check(pointer);
        guard.accept(pointer);
        passes = true;
        refused = 0;
        why = "";
      } catch (ModelException e) {
        refused++;
        why = String.valueOf(e.getMessage());
      }
      strange = !pointer.getSignature().isEmpty() && (key == null || !key.signed(pointer));
      last = passes ? guard.inForce() : pointer;
    }

    Standing standing(Map<String, Release> releases) {
      return new Standing(Optional.ofNullable(last), passes, refused, why, strange, releases);
    }
  }

  /** The release of this hash, with its file. */
  public Optional<ModelRelease> release(String hash) {
    ModelRelease[] found = new ModelRelease[1];
    scan(
        record -> {
          if (record.hasRelease() && isOf(record.getRelease(), hash)) {
            found[0] = record.getRelease();
          }
        });
    return Optional.ofNullable(found[0]);
  }

  /** A stranger could write another file under a name that is known. */
  private static boolean isOf(ModelRelease release, String hash) {
    return release.getHash().equals(hash)
        && ModelReader.hash(release.getFile().toByteArray()).equals(hash);
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
    p.putAll(KafkaAddress.settings(bootstrap));
    p.put(ConsumerConfig.CLIENT_ID_CONFIG, "mastiff-models");
    p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    p.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    p.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    p.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 8_000);
    p.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topics.LARGEST_MODEL_RECORD);
    return p;
  }
}
