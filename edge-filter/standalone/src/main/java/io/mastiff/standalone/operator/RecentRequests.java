package io.mastiff.standalone.operator;

import io.mastiff.event.KafkaAddress;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.event.UnreadableRecordException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the newest requests: at most {@value #MOST}, for at most two seconds. */
public final class RecentRequests {
  static final int MOST = 100_000;
  private static final long LONGEST_MS = 2_000;
  private static final Duration POLL = Duration.ofMillis(50);

  private RecentRequests() {}

  /** Hands each to {@code taker}. */
  public static void read(String bootstrap, Topics topics, Consumer<RequestEvent> taker) {
    Topic<String, RequestEvent> topic = topics.requests();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            properties(bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(p -> new TopicPartition(topic.name(), p.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
      Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
      for (TopicPartition partition : partitions) {
        long newest = ends.getOrDefault(partition, 0L) - MOST / partitions.size();
        consumer.seek(partition, Math.max(starts.getOrDefault(partition, 0L), newest));
      }
      long until = System.currentTimeMillis() + LONGEST_MS;
      while (System.currentTimeMillis() < until
          && ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(topic, record, taker);
        }
      }
    }
  }

  private static void take(
      Topic<String, RequestEvent> topic,
      ConsumerRecord<byte[], byte[]> record,
      Consumer<RequestEvent> taker) {
    try {
      taker.accept(topic.value().decode(record.value()));
    } catch (UnreadableRecordException e) {
      return;
    }
  }

  private static Properties properties(String bootstrap) {
    Properties p = new Properties();
    p.putAll(KafkaAddress.settings(bootstrap));
    p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    p.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    p.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    p.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    p.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    p.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return p;
  }
}
