package io.mastiff.stream;

import io.mastiff.event.Formats;
import io.mastiff.event.KafkaAddress;
import io.mastiff.event.ModelPointer;
import io.mastiff.event.ModelRecord;
import io.mastiff.event.ModelRelease;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes releases and then the pointer that names them. */
final class ModelWriter {
  private final String bootstrap;
  private final Topic<String, ModelRecord> topic;

  ModelWriter(String bootstrap, Topics topics) {
    this.bootstrap = bootstrap;
    this.topic = topics.models();
  }

  /** Writes all, and waits for each. */
  void write(ModelPointer pointer, List<ModelRelease> releases)
      throws InterruptedException, ExecutionException, TimeoutException {
    ModelRecord.Builder record = ModelRecord.newBuilder().setFormat(Formats.CURRENT);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ModelRelease release : releases) {
        send(producer, "release:" + release.getHash(), record.setRelease(release).build());
      }
      send(producer, ModelPublisher.POINTER, record.setPointer(pointer).build());
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
    p.putAll(KafkaAddress.settings(bootstrap));
    p.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST_MODEL_RECORD);
    p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 8_000);
    p.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return p;
  }
}
