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
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a release and the pointer that puts it in charge. */
public final class ModelPublisher {
  /** Key of the one record that says who is in charge. */
  public static final String POINTER = "pointer";

  private final String bootstrap;
  private final Topic<String, ModelRecord> topic;

  public ModelPublisher(String bootstrap, Topics topics) {
    this.bootstrap = bootstrap;
    this.topic = topics.models();
  }

  /**
   * Publishes a model file and makes it the champion; returns its hash.
   *
   * @param previous hash of the champion before, or empty
   */
  public String promote(byte[] file, String previous, String author)
      throws ModelException, InterruptedException, ExecutionException, TimeoutException {
    String hash = ModelReader.read(file).hash();
    ModelRelease release =
        ModelRelease.newBuilder()
            .setFormat(Formats.CURRENT)
            .setHash(hash)
            .setFile(ByteString.copyFrom(file))
            .setReleasedAtMs(System.currentTimeMillis())
            .setAuthor(author)
            .build();
    ModelPointer pointer =
        ModelPointer.newBuilder()
            .setFormat(Formats.CURRENT)
            .setChampion(hash)
            .setPrevious(previous)
            .setAtMs(System.currentTimeMillis())
            .setAuthor(author)
            .build();
    ModelRecord.Builder record = ModelRecord.newBuilder().setFormat(Formats.CURRENT);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      send(producer, "release:" + hash, record.setRelease(release).build());
      send(producer, POINTER, record.setPointer(pointer).build());
    }
    return hash;
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String key, ModelRecord record)
      throws InterruptedException, ExecutionException, TimeoutException {
    producer
        .send(
            new ProducerRecord<>(
                topic.name(), topic.key().encode(key), topic.value().encode(record)))
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
