package io.mastiff.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeCounters;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.DoorStatus;
import io.mastiff.event.IpAddress;
import io.mastiff.event.Mode;
import io.mastiff.event.ModeOrder;
import io.mastiff.event.OperatorRecord;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Source;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door's Kafka code against a real broker. */
class KafkaDoorIT {
  @TempDir static Path folder;
  private static BrokerProcess broker;
  private static int run;

  private Topics topics;
  private KafkaProducer<byte[], byte[]> producer;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void startBroker() throws Exception {
    broker = BrokerProcess.start(folder.resolve("broker"), 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void createTopics() throws Exception {
    topics = new Topics("run" + run++, 2);
    Cluster.createTopics(broker.bootstrap(), topics.all());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    open.add(producer);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : open) {
      part.close();
    }
  }

  private KafkaDoorSettings settings(String name) {
    return new KafkaDoorSettings(
        broker.bootstrap(), topics, name, folder.resolve(topics.prefix() + "." + name));
  }

  private <T extends AutoCloseable> T closing(T part) {
    open.add(0, part);
    return part;
  }

  private DecisionEngine engine() {
    return DecisionEngine.builder().policy(Policy.DEFAULT.withMode(Mode.ENFORCE, 100)).build();
  }

  private static EdgeRequest request(String address) {
    return new EdgeRequest(
        "GET",
        "/p/1",
        "shop",
        IpAddress.parse(address).orElseThrow(),
        "https",
        "HTTP/1.1",
        Headers.builder().add("Host", "shop").build());
  }

  private <V> void write(Topic<String, V> topic, String key, V value) throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                topic.name(),
                topic.key().encode(key),
                value == null ? null : topic.value().encode(value)))
        .get(10, TimeUnit.SECONDS);
  }

  private static BlocklistEntry entry(String key, Source source) {
    return BlocklistEntry.newBuilder()
        .setFormat(1)
        .setKey(key)
        .setAction(Action.BLOCK)
        .setSource(source)
        .setExpiresAtMs(System.currentTimeMillis() + 600_000)
        .build();
  }

  private static OperatorRecord order(String key) {
    return OperatorRecord.newBuilder().setFormat(1).setEntry(entry(key, Source.OPERATOR)).build();
  }

  private static boolean denies(DecisionEngine engine, String address) {
    return engine.decide(request(address)).denies();
  }

  private static void untilDenied(DecisionEngine engine, String address, boolean denied) {
    await().atMost(10, TimeUnit.SECONDS).until(() -> denies(engine, address) == denied);
  }

  private List<ConsumerRecord<byte[], byte[]>> read(Topic<?, ?> topic, int atLeast) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(p -> new TopicPartition(topic.name(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      long until = System.nanoTime() + 10_000_000_000L;
      while (records.size() < atLeast && System.nanoTime() < until) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  @Test
  void eventsArePublishedWithRisingSequenceAndCountedWhenAcknowledged() {
    EdgeCounters counters = new EdgeCounters();
    KafkaRequestPublisher publisher =
        closing(new KafkaRequestPublisher(settings("door"), counters).start());
    DecisionEngine engine =
        DecisionEngine.builder().door("door").counters(counters).publisher(publisher).build();
    for (int i = 0; i < 500; i++) {
      Decision decision = engine.decide(request("203.0." + i % 200 + ".7"));
      engine.completed(decision, new ResponseFacts(200, 1, 1), "");
    }

    await().atMost(10, TimeUnit.SECONDS).until(() -> counters.published() == 500);
    List<ConsumerRecord<byte[], byte[]>> records = read(topics.requests(), 500);
    assertThat(records).hasSize(500);
    for (int partition = 0; partition < 2; partition++) {
      long last = 0;
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.partition() == partition) {
          RequestEvent event = topics.requests().value().decode(record.value());
          assertThat(event.getSequence()).isGreaterThan(last);
          last = event.getSequence();
        }
      }
    }
  }

  @Test
  void withoutKafkaNothingBlocksAndWhatIsTooMuchIsDroppedAndCounted() {
    EdgeCounters counters = new EdgeCounters();
    KafkaDoorSettings nowhere = new KafkaDoorSettings("127.0.0.1:1", topics, "door", null);
    KafkaRequestPublisher publisher = closing(new KafkaRequestPublisher(nowhere, counters).start());
    RequestEvent event = RequestEvent.newBuilder().setFormat(1).build();
    long start = System.nanoTime();
    for (int i = 0; i < KafkaRequestPublisher.BUFFER + 1_000; i++) {
      publisher.offer(event);
    }

    assertThat((System.nanoTime() - start) / 1e9).isLessThan(5);
    assertThat(counters.dropped()).isPositive();
    assertThat(counters.published()).isZero();
  }

  @Test
  void bothListsAreFollowedFromTheirStartAndEntriesAreTakenBack() throws Exception {
    write(topics.operator(), "address:203.0.113.7", order("address:203.0.113.7"));
    DecisionEngine engine = engine();
    closing(new KafkaListFeed(settings("door"), engine, t -> {}).start());

    untilDenied(engine, "203.0.113.7", true);
    write(
        topics.blocklist(),
        "network:198.51.100.0/24",
        entry("network:198.51.100.0/24", Source.CLASSIFIER));
    untilDenied(engine, "198.51.100.9", true);

    write(topics.operator(), "address:203.0.113.7", null);
    untilDenied(engine, "203.0.113.7", false);
    write(topics.blocklist(), "network:198.51.100.0/24", null);
    untilDenied(engine, "198.51.100.9", false);
  }

  @Test
  void garbageAndImpostorsOnTheListStopNothing() throws Exception {
    DecisionEngine engine = engine();
    closing(new KafkaListFeed(settings("door"), engine, t -> {}).start());
    producer.send(
        new ProducerRecord<>(topics.blocklist().name(), new byte[] {1}, new byte[] {9, 9, 9}));
    write(topics.blocklist(), "address:203.0.113.1", entry("address:203.0.113.1", Source.OPERATOR));
    write(topics.blocklist(), "planet:earth", entry("planet:earth", Source.CLASSIFIER));
    write(topics.blocklist(), "address:203.0.113.7", entry("address:203.0.113.7", Source.COHORT));

    untilDenied(engine, "203.0.113.7", true);
    assertThat(denies(engine, "203.0.113.1")).isFalse();
  }

  @Test
  void aChangeIsConfirmedByTheDoorWithinASecond() throws Exception {
    DecisionEngine engine = engine();
    closing(new KafkaListFeed(settings("door"), engine, t -> {}).start());
    write(topics.operator(), "address:203.0.113.7", order("address:203.0.113.7"));
    long written = System.currentTimeMillis();
    untilDenied(engine, "203.0.113.7", true);

    await()
        .atMost(5, TimeUnit.SECONDS)
        .until(
            () ->
                read(topics.doors(), 2).stream()
                    .map(record -> topics.doors().value().decode(record.value()))
                    .filter(status -> status.getOperatorOffset() == 1)
                    .map(DoorStatus::getAtMs)
                    .anyMatch(at -> at - written < 1_000));
  }

  @Test
  void aModeIsOrderedForAllDoorsAndTakenBack() throws Exception {
    DecisionEngine engine = engine();
    closing(new KafkaListFeed(settings("door"), engine, t -> {}).start());
    ModeOrder off = ModeOrder.newBuilder().setFormat(1).setMode("observe").setPercent(100).build();
    write(
        topics.operator(),
        Mode.ORDER_KEY,
        OperatorRecord.newBuilder().setFormat(1).setMode(off).build());
    await().atMost(5, TimeUnit.SECONDS).until(() -> engine.policy().mode() == Mode.OBSERVE);

    write(topics.operator(), Mode.ORDER_KEY, null);
    await().atMost(5, TimeUnit.SECONDS).until(() -> engine.policy().mode() == Mode.ENFORCE);
  }

  @Test
  void aDoorStartsWithoutKafkaFromItsSnapshot() throws Exception {
    DecisionEngine first = engine();
    KafkaListFeed feed = new KafkaListFeed(settings("kept"), first, t -> {}).start();
    write(topics.operator(), "address:203.0.113.7", order("address:203.0.113.7"));
    write(
        topics.blocklist(), "address:203.0.113.8", entry("address:203.0.113.8", Source.CLASSIFIER));
    untilDenied(first, "203.0.113.7", true);
    untilDenied(first, "203.0.113.8", true);
    feed.close();

    KafkaDoorSettings nowhere =
        new KafkaDoorSettings("127.0.0.1:1", topics, "kept", settings("kept").snapshot());
    DecisionEngine second = engine();
    closing(new KafkaListFeed(nowhere, second, t -> {}).start());

    assertThat(denies(second, "203.0.113.7")).isTrue();
    assertThat(denies(second, "203.0.113.8")).isTrue();
  }

  @Test
  void aSnapshotThatCouldNotBeWrittenIsWrittenOnceItCan() throws Exception {
    Path later = folder.resolve(topics.prefix() + ".later");
    Path snapshot = later.resolve("list");
    KafkaListFeed feed =
        closing(
            new KafkaListFeed(
                    new KafkaDoorSettings(broker.bootstrap(), topics, "door", snapshot),
                    engine(),
                    t -> {})
                .start());
    await().atMost(10, TimeUnit.SECONDS).until(feed::caughtUp);
    java.nio.file.Files.createDirectory(later);

    await().atMost(20, TimeUnit.SECONDS).until(() -> java.nio.file.Files.exists(snapshot));
  }

  @Test
  void aDamagedSnapshotIsNotUsed() throws Exception {
    Path snapshot = settings("broken").snapshot();
    java.nio.file.Files.write(snapshot, new byte[] {5, 1, 2, 3, 4, 5, 6, 7});
    DecisionEngine engine = engine();
    closing(new KafkaListFeed(settings("broken"), engine, t -> {}).start());
    write(topics.operator(), "address:203.0.113.7", order("address:203.0.113.7"));

    untilDenied(engine, "203.0.113.7", true);
  }
}
