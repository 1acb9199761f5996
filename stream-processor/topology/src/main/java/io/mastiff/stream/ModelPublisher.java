package io.mastiff.stream;

import com.google.protobuf.ByteString;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.event.Formats;
import io.mastiff.event.ModelPointer;
import io.mastiff.event.ModelRecord;
import io.mastiff.event.ModelRelease;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import java.time.Clock;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a release in charge, or the one before it: the release's record first, then the pointer.
 *
 * <p>With a key the pointer is signed, and one that this key did not sign is not built upon.
 */
public final class ModelPublisher {
  /** Key of the one record that says who is in charge. */
  public static final String POINTER = "pointer";

  private final String bootstrap;
  private final Topic<String, ModelRecord> topic;
  private final ModelTopic standing;
  private final Clock clock;
  private final @Nullable ModelKey key;

  /**
   * A publisher.
   *
   * @param key what pointers are signed with, or null for unsigned ones
   */
  public ModelPublisher(String bootstrap, Topics topics, Clock clock, @Nullable ModelKey key) {
    this.bootstrap = bootstrap;
    this.topic = topics.models();
    this.standing = new ModelTopic(bootstrap, topics);
    this.clock = clock;
    this.key = key;
  }

  /**
   * Publishes a model file and makes it the champion; returns its hash. The first promotion
   * publishes the model that ships too, so that there is something to go back to.
   */
  public String promote(byte[] file, String author)
      throws ModelException, InterruptedException, ExecutionException, TimeoutException {
    String hash = ModelReader.read(file).hash();
    Optional<ModelPointer> now = standing.read().pointer();
    Optional<ModelPointer> trusted = now.filter(this::isTrusted);
    String champion =
        trusted
            .map(ModelPointer::getChampion)
            .orElseGet(() -> ModelReader.hash(ModelReader.defaultFile()));
    String previous =
        champion.equals(hash) ? trusted.map(ModelPointer::getPrevious).orElse("") : champion;
    ModelPointer next = pointer(hash, previous, author, trusted);
    if (trusted.isEmpty()) {
      publish(next, release(ModelReader.defaultFile(), author), release(file, author));
    } else {
      publish(next, release(file, author));
    }
    return hash;
  }

  /** Puts the release before the present one in charge again; returns its hash. */
  public String rollback(String author)
      throws ModelException, InterruptedException, ExecutionException, TimeoutException {
    ModelPointer now =
        standing
            .read()
            .pointer()
            .orElseThrow(() -> new ModelException("no model was promoted; nothing to go back to"));
    if (!isTrusted(now)) {
      throw new ModelException(
          "the pointer in charge is not signed with this key; promote a file instead");
    }
    String back = now.getPrevious();
    if (back.isEmpty()) {
      throw new ModelException("the topic names no model before " + now.getChampion());
    }
    ModelRelease release =
        standing
            .release(back)
            .orElseThrow(
                () -> new ModelException("release " + back + " is not in the topic any more"));
    byte[] file = release.getFile().toByteArray();
    if (!ModelReader.read(file).hash().equals(back)) {
      throw new ModelException("release " + back + " in the topic holds another model");
    }
    publish(pointer(back, now.getChampion(), author, Optional.of(now)), release);
    return back;
  }

  private boolean isTrusted(ModelPointer pointer) {
    return key == null || key.signed(pointer);
  }

  private ModelRelease release(byte[] file, String author) {
    return ModelRelease.newBuilder()
        .setFormat(Formats.CURRENT)
        .setHash(ModelReader.hash(file))
        .setFile(ByteString.copyFrom(file))
        .setReleasedAtMs(clock.millis())
        .setAuthor(author)
        .build();
  }

  /** Later than the one before it also where that one's clock was fast. */
  private ModelPointer pointer(
      String champion, String previous, String author, Optional<ModelPointer> before) {
    long earliest = before.map(pointer -> pointer.getAtMs() + 1).orElse(0L);
    ModelPointer pointer =
        ModelPointer.newBuilder()
            .setFormat(Formats.CURRENT)
            .setChampion(champion)
            .setPrevious(previous)
            .setChallenger(before.map(ModelPointer::getChallenger).orElse(""))
            .setAtMs(Math.max(clock.millis(), earliest))
            .setAuthor(author)
            .build();
    return key == null ? pointer : key.sign(pointer);
  }

  private void publish(ModelPointer pointer, ModelRelease... releases)
      throws InterruptedException, ExecutionException, TimeoutException {
    ModelRecord.Builder record = ModelRecord.newBuilder().setFormat(Formats.CURRENT);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ModelRelease release : releases) {
        send(producer, "release:" + release.getHash(), record.setRelease(release).build());
      }
      send(producer, POINTER, record.setPointer(pointer).build());
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String name, ModelRecord record)
      throws InterruptedException, ExecutionException, TimeoutException {
    producer
        .send(
            new ProducerRecord<>(
                topic.name(), topic.key().encode(name), topic.value().encode(record)))
        .get(10, TimeUnit.SECONDS);
  }

  private Properties properties() {
    Properties p = new Properties();
    p.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    p.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST_MODEL_RECORD);
    p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 8_000);
    p.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return p;
  }
}
