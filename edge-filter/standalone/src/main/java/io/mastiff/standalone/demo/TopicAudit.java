package io.mastiff.standalone.demo;

import io.mastiff.event.RequestEvent;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts what the topics themselves hold: nothing that was acknowledged may be missing.
 *
 * @param records on the requests topic
 * @param distinct by door and sequence number
 * @param processed records that the stream has committed
 */
record TopicAudit(long records, long distinct, long processed) {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long DRAIN_MS = 15_000;

  long duplicates() {
    return records - distinct;
  }

  /** Reads the whole topic, after the stream had time to commit all of it. */
  static TopicAudit of(String bootstrap, Topics topics, String applicationId)
      throws InterruptedException {
    Topic<String, RequestEvent> topic = topics.requests();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            properties(bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(p -> new TopicPartition(topic.name(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long[] counted = count(consumer, topic, ends);
      return new TopicAudit(
          counted[0], counted[1], processed(bootstrap, applicationId, partitions, ends));
    }
  }

  private static long[] count(
      KafkaConsumer<byte[], byte[]> consumer,
      Topic<String, RequestEvent> topic,
      Map<TopicPartition, Long> ends) {
    Map<String, BitSet> seen = new HashMap<>();
    long records = 0;
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        RequestEvent event = topic.value().decode(record.value());
        seen.computeIfAbsent(event.getDoor(), d -> new BitSet()).set((int) event.getSequence());
        records++;
      }
    }
    return new long[] {records, seen.values().stream().mapToLong(BitSet::cardinality).sum()};
  }

  private static long processed(
      String bootstrap,
      String group,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends)
      throws InterruptedException {
    long wanted = ends.values().stream().mapToLong(Long::longValue).sum();
    long until = System.currentTimeMillis() + DRAIN_MS;
    long done = 0;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      while (done < wanted && System.currentTimeMillis() < until) {
        done = committed(admin, group, partitions);
        Thread.sleep(100);
      }
    }
    return done;
  }

  private static long committed(Admin admin, String group, List<TopicPartition> partitions)
      throws InterruptedException {
    try {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get(5, TimeUnit.SECONDS)
          .entrySet()
          .stream()
          .filter(e -> partitions.contains(e.getKey()) && e.getValue() != null)
          .mapToLong(e -> e.getValue().offset())
          .sum();
    } catch (ExecutionException | TimeoutException e) {
      return 0;
    }
  }

  private static Properties properties(String bootstrap) {
    Properties p = new Properties();
    p.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    p.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return p;
  }
}
