package io.mastiff.standalone.privacy;

import io.mastiff.event.KafkaAddress;
import io.mastiff.standalone.UserError;
import java.time.Duration;
import java.util.ArrayList;
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
import org.jspecify.annotations.Nullable;

/**
 * Reads topics from their first record to what is their last now, whether its transaction was
 * committed or not.
 */
public final class TopicScan {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private TopicScan() {}

  /** Is told how far a scan has come, in records. */
  @FunctionalInterface
  public interface Progress {
    void at(long done, long all);
  }

  /** Hands on each record of these topics. */
  public static void read(
      String bootstrap,
      List<String> topics,
      Progress progress,
      Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            properties(bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : topics) {
        consumer
            .partitionsFor(topic)
            .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
      }
      if (partitions.isEmpty()) {
        throw new UserError("none of the topics " + topics + " is there; is the prefix right?");
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
      long all = sum(ends) - sum(starts);
      long left = all;
      long lastNews = System.nanoTime();
      while (left > 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          TopicPartition of = new TopicPartition(record.topic(), record.partition());
          if (record.offset() < ends.getOrDefault(of, 0L)) {
            taker.accept(record);
          }
        }
        long before = left;
        left = left(consumer, ends);
        lastNews = left < before ? System.nanoTime() : lastNews;
        progress.at(all - left, all);
        if (System.nanoTime() - lastNews > PATIENCE_NANOS) {
          throw new UserError(
              "topics cannot be read to their ends: "
                  + left
                  + " records are missing; does every broker run?");
        }
      }
    }
  }

  private static long left(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    long left = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      left += Math.max(0, end.getValue() - consumer.position(end.getKey()));
    }
    return left;
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether {@code wanted} stands somewhere in {@code bytes}. */
  static boolean contains(byte @Nullable [] bytes, byte[] wanted) {
    if (bytes == null) {
      return false;
    }
    for (int from = 0; from <= bytes.length - wanted.length; from++) {
      int i = 0;
      while (i < wanted.length && bytes[from + i] == wanted[i]) {
        i++;
      }
      if (i == wanted.length) {
        return true;
      }
    }
    return false;
  }

  private static Properties properties(String bootstrap) {
    Properties p = new Properties();
    p.putAll(KafkaAddress.settings(bootstrap));
    p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    p.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    p.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    p.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    p.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    p.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return p;
  }
}
