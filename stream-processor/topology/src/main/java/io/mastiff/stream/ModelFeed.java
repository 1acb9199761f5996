package io.mastiff.stream;

import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.event.ModelPointer;
import io.mastiff.event.ModelRecord;
import io.mastiff.event.ModelRelease;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Follows the models topic and puts the release in charge that the pointer names.
 *
 * <p>A release that is damaged, hostile or made for other features is refused and the old one
 * stays; so is a pointer that {@link PointerGuard} does not let through. At most {@value
 * #MOST_RELEASES} releases are remembered; the oldest goes first.
 */
final class ModelFeed implements AutoCloseable {
  static final int MOST_RELEASES = 8;
  private static final Logger LOG = LoggerFactory.getLogger(ModelFeed.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final String bootstrap;
  private final Topic<String, ModelRecord> topic;
  private final ModelHolder holder;
  private final @Nullable PointerMark mark;
  private final PointerGuard guard;
  private final Map<String, Classifier> releases = new LinkedHashMap<>();
  private final Thread thread = new Thread(this::run, "mastiff-model-feed");
  private volatile boolean closed;

  /**
   * A feed.
   *
   * @param key what pointers must be signed with, or null where none need be
   * @param folder where the stream keeps how new the newest pointer was; needed with a key alone
   */
  ModelFeed(
      String bootstrap,
      Topics topics,
      ModelHolder holder,
      @Nullable ModelKey key,
      @Nullable Path folder) {
    this.bootstrap = bootstrap;
    this.topic = topics.models();
    this.holder = holder;
    this.mark = key == null || folder == null ? null : new PointerMark(folder, key);
    this.guard = new PointerGuard(key, mark == null ? 0 : mark.read());
    thread.setDaemon(true);
    releases.put(holder.champion().hash(), holder.champion());
  }

  void start() {
    thread.start();
  }

  private void run() {
    TopicPartition partition = new TopicPartition(topic.name(), 0);
    while (!closed) {
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              ModelTopic.properties(bootstrap),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer())) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        while (!closed) {
          consumer.poll(POLL).forEach(this::take);
        }
      } catch (WakeupException e) {
        return;
      } catch (KafkaException e) {
        LOG.warn("models cannot be followed: {}", e.getMessage());
        pause();
      }
    }
  }

  void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      ModelRecord model = topic.value().decode(record.value());
      if (model.hasRelease()) {
        remember(model.getRelease());
      } else if (model.hasPointer()) {
        follow(model.getPointer());
      }
    } catch (RuntimeException | ModelException e) {
      LOG.warn("a model is refused, {} stays: {}", holder.champion().hash(), e.getMessage());
    }
  }

  private void remember(ModelRelease release) throws ModelException {
    Classifier model = ModelReader.read(release.getFile().toByteArray());
    releases.put(model.hash(), model);
    if (releases.size() > MOST_RELEASES) {
      releases.keySet().stream()
          .filter(hash -> !isKept(hash))
          .findFirst()
          .ifPresent(releases::remove);
    }
  }

  private boolean isKept(String hash) {
    return hash.equals(holder.champion().hash())
        || hash.equals(guard.inForce().getPrevious())
        || hash.equals(guard.inForce().getChallenger());
  }

  private void follow(ModelPointer pointer) throws ModelException {
    guard.check(pointer);
    Classifier champion = releases.get(pointer.getChampion());
    if (champion == null) {
      throw new ModelException("the pointer names a release that is not here");
    }
    guard.accept(pointer);
    if (mark != null) {
      mark.write(pointer.getAtMs());
    }
    holder.follow(champion, shadow(pointer));
  }

  private @Nullable Shadow shadow(ModelPointer pointer) {
    if (pointer.getChallenger().isEmpty()) {
      return null;
    }
    Classifier challenger = releases.get(pointer.getChallenger());
    if (challenger == null) {
      LOG.warn(
          "the challenger {} is not in the topic; nothing runs in shadow", pointer.getChallenger());
      return null;
    }
    return new Shadow(pointer.getChampion(), challenger, pointer.getChallengerSinceMs());
  }

  private void pause() {
    try {
      Thread.sleep(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
