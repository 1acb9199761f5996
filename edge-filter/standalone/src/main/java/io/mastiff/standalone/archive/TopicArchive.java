package io.mastiff.standalone.archive;

import io.mastiff.data.archive.ArchiveBatch;
import io.mastiff.data.archive.ArchiveBatch.Place;
import io.mastiff.data.archive.ArchiveFolder;
import io.mastiff.data.archive.Manifest.OfTopic;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.event.UnreadableRecordException;
import io.mastiff.standalone.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Brings what requests, verdicts and outcomes hold now into an archive, from where the last run
 * stood: each record once, whatever a run before died of.
 */
final class TopicArchive {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration MOST_WAITED = Duration.ofSeconds(30);

  private final String bootstrap;
  private final ArchiveFolder folder;
  private final HiddenAddresses addresses;
  private final Map<String, Kept> kept = new TreeMap<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private long lost;
  private long unreadable;
  private long records;
  private long left;
  private long lostBefore;
  private long unreadableBefore;

  /** A topic, its id in this cluster, and how its records come into a batch. */
  private record Kept(String id, Taker taker) {}

  private interface Taker {
    void take(ArchiveBatch batch, Place place, byte[] value) throws IOException;
  }

  /** Is told how far a run has come, in records. */
  @FunctionalInterface
  interface Telling {
    void at(long done, long all);
  }

  /** What a run has brought in. */
  record Result(long records, long lost, long unreadable) {}

  TopicArchive(
      String bootstrap,
      Topics topics,
      ArchiveFolder folder,
      HiddenAddresses addresses,
      TopicIds ids) {
    this.bootstrap = bootstrap;
    this.folder = folder;
    this.addresses = addresses;
    keep(ids, topics.requests(), (b, place, r) -> b.add(place, addresses.of(r)));
    keep(ids, topics.verdicts(), (b, place, r) -> b.add(place, addresses.of(r)));
    keep(ids, topics.outcomes(), (b, place, r) -> b.add(place, addresses.of(r)));
  }

  private interface Adding<V> {
    void add(ArchiveBatch batch, Place place, V record) throws IOException;
  }

  private <V> void keep(TopicIds ids, Topic<String, V> topic, Adding<V> adding) {
    kept.put(
        topic.name(),
        new Kept(
            ids.of(topic.name()),
            (batch, place, value) -> adding.add(batch, place, topic.value().decode(value))));
  }

  /** Reads until where the topics end now. */
  Result run(Telling progress) throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                ArchiveConsumer.settings(bootstrap),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        ArchiveBatch batch = new ArchiveBatch(folder)) {
      long all = seek(consumer);
      left = all;
      Patience patience = new Patience(MOST_WAITED, System::nanoTime);
      while (left > 0) {
        if (!patience.lasts(() -> reads(consumer, batch))) {
          throw new UserError(
              "the topics cannot be read to their ends (does every broker run?); run it again: what"
                  + " is in the archive stays");
        }
        progress.at(all - left, all);
        if (batch.isFull()) {
          commit(consumer, batch);
        }
      }
      commit(consumer, batch);
    }
    return new Result(records, lost, unreadable);
  }

  private long seek(KafkaConsumer<byte[], byte[]> consumer) throws IOException {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : kept.keySet()) {
      consumer
          .partitionsFor(topic)
          .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
    ends.putAll(consumer.endOffsets(partitions));
    long all = 0;
    for (TopicPartition partition : partitions) {
      long first = starts.getOrDefault(partition, 0L);
      long next = next(partition, first);
      long from = Math.max(next, first);
      lost += from - next;
      consumer.seek(partition, from);
      all += Math.max(0, ends.getOrDefault(partition, 0L) - from);
    }
    return all;
  }

  /** Where to go on; the first record there is, where nothing was read yet. */
  private long next(TopicPartition partition, long first) {
    OfTopic before = folder.manifest().topics().get(partition.topic());
    if (before == null) {
      return first;
    }
    long next = before.next().getOrDefault(partition.partition(), first);
    if (!before.id().equals(idOf(partition.topic())) || next > end(partition)) {
      throw new UserError(
          folder.folder()
              + ": topic "
              + partition.topic()
              + " is another one than was archived there; name another folder");
    }
    return next;
  }

  private long end(TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  private String idOf(String topic) {
    return Objects.requireNonNull(kept.get(topic)).id();
  }

  private void take(ConsumerRecord<byte[], byte[]> record, ArchiveBatch batch) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    if (record.offset() >= end(partition)) {
      return;
    }
    if (record.value() == null) {
      unreadable++;
      return;
    }
    try {
      Place place = new Place(record.partition(), record.offset(), record.timestamp());
      Objects.requireNonNull(kept.get(record.topic())).taker().take(batch, place, record.value());
      records++;
    } catch (UnreadableRecordException e) {
      unreadable++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long left(KafkaConsumer<byte[], byte[]> consumer) {
    return ends.keySet().stream()
        .mapToLong(partition -> Math.max(0, end(partition) - consumer.position(partition)))
        .sum();
  }

  /** Whether it came nearer to the ends. */
  private boolean reads(KafkaConsumer<byte[], byte[]> consumer, ArchiveBatch batch) {
    consumer.poll(POLL).forEach(record -> take(record, batch));
    long before = left;
    left = left(consumer);
    return left < before;
  }

  private void commit(KafkaConsumer<byte[], byte[]> consumer, ArchiveBatch batch)
      throws IOException {
    Map<String, OfTopic> topics = topics(consumer);
    if (batch.records() > 0 || !topics.equals(folder.manifest().topics())) {
      batch.commit(topics, lost - lostBefore, unreadable - unreadableBefore);
      lostBefore = lost;
      unreadableBefore = unreadable;
    }
  }

  /** A run ends where the topics ended when it began. */
  private Map<String, OfTopic> topics(KafkaConsumer<byte[], byte[]> consumer) {
    Map<String, OfTopic> topics = new TreeMap<>();
    kept.forEach((name, of) -> topics.put(name, new OfTopic(of.id(), new TreeMap<>())));
    for (TopicPartition partition : ends.keySet()) {
      long next = Math.min(consumer.position(partition), end(partition));
      Objects.requireNonNull(topics.get(partition.topic())).next().put(partition.partition(), next);
    }
    return topics;
  }
}
