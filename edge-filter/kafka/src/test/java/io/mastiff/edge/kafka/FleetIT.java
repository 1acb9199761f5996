package io.mastiff.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.limit.Limits;
import io.mastiff.edge.limit.Limits.Rate;
import io.mastiff.edge.limit.Limits.Scope;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.IpAddress;
import io.mastiff.event.Mode;
import io.mastiff.event.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Doors count each other through a real broker and share their limits. */
class FleetIT {
  /** A burst of 60 that is as good as never refilled while the test runs. */
  private static final Limits SLOW =
      new Limits(new Rate(100, 1000), new Rate(6, 60), new Rate(1000, 10_000), new Rate(1, 5))
          .withScope(Scope.FLEET);

  private static final Topics TOPICS = new Topics("fleet", 1);
  @TempDir static Path folder;
  private static BrokerProcess broker;

  private final Map<DecisionEngine, KafkaListFeed> doors = new LinkedHashMap<>();

  @BeforeAll
  static void startBroker() throws Exception {
    broker = BrokerProcess.start(folder.resolve("broker"), 0);
    Cluster.createTopics(broker.bootstrap(), TOPICS.all());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @AfterEach
  void close() {
    doors.values().forEach(KafkaListFeed::close);
  }

  private DecisionEngine open(String name, String bootstrap, Scope scope) {
    DecisionEngine engine = DecisionEngine.builder().policy(policy(scope)).build();
    KafkaDoorSettings settings = new KafkaDoorSettings(bootstrap, TOPICS, name, null);
    doors.put(engine, new KafkaListFeed(settings, engine, t -> {}).start());
    return engine;
  }

  private static Policy policy(Scope scope) {
    return Policy.DEFAULT.toBuilder().mode(Mode.ENFORCE, 100).limits(SLOW.withScope(scope)).build();
  }

  private void stop(DecisionEngine engine) {
    KafkaListFeed feed = doors.remove(engine);
    feed.close();
  }

  private static void until(DecisionEngine engine, int doors) {
    await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> engine.fleet().isHeard() && engine.fleet().doors() == doors);
  }

  private static int served(DecisionEngine engine, String address) {
    int served = 0;
    for (int i = 0; i < 200; i++) {
      Decision decision =
          engine.decide(
              new EdgeRequest(
                  "GET",
                  "/p/1",
                  "shop",
                  IpAddress.parse(address).orElseThrow(),
                  "https",
                  "HTTP/1.1",
                  Headers.builder().add("Host", "shop").build()));
      engine.released(decision, ResponseFacts.UNSEEN);
      served += decision.denies() ? 0 : 1;
    }
    return served;
  }

  @Test
  void threeDoorsShareTheLimitsAndForgetWhoIsGone() {
    List<DecisionEngine> three = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      three.add(open(name, broker.bootstrap(), Scope.FLEET));
    }
    three.forEach(engine -> until(engine, 3));
    int all = three.stream().mapToInt(engine -> served(engine, "203.0.113.7")).sum();
    assertThat(all).as("the burst of the fleet").isBetween(60, 66);

    stop(three.remove(2));
    three.forEach(engine -> until(engine, 2));
    int both = three.stream().mapToInt(engine -> served(engine, "198.51.100.7")).sum();
    assertThat(both).isBetween(60, 64);
  }

  @Test
  void aDoorThatDiesWithoutAWordIsForgotten() throws Exception {
    DecisionEngine engine = open("survivor", broker.bootstrap(), Scope.FLEET);
    until(engine, 1);
    long spoke = System.nanoTime();
    speakOnce("dead");

    until(engine, 2);
    until(engine, 1);
    assertThat(System.nanoTime() - spoke).isGreaterThanOrEqualTo(DoorHeartbeat.LIVE.toNanos());
  }

  /** One heartbeat of a door whose process then is no more. */
  private static void speakOnce(String name) throws Exception {
    var topic = TOPICS.doors();
    var status =
        io.mastiff.event.DoorStatus.newBuilder()
            .setFormat(1)
            .setDoor(name)
            .setAtMs(System.currentTimeMillis())
            .build();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic.name(), new byte[0], new byte[] {9, 9})).get();
      producer
          .send(
              new ProducerRecord<>(
                  topic.name(), topic.key().encode(name), topic.value().encode(status)))
          .get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void theScopeIsTakenUpAndLeftWhileRunning() {
    DecisionEngine first = open("first", broker.bootstrap(), Scope.DOOR);
    DecisionEngine second = open("second", broker.bootstrap(), Scope.FLEET);
    until(second, 2);
    assertThat(first.fleet().isHeard()).as("nobody asked it to count").isFalse();

    first.use(policy(Scope.FLEET));
    until(first, 2);
    assertThat(served(first, "203.0.113.9")).isBetween(30, 32);
    first.use(policy(Scope.DOOR));
    await().atMost(5, TimeUnit.SECONDS).until(() -> !first.fleet().isHeard());
    assertThat(served(first, "192.0.2.10")).isBetween(60, 62);
  }

  @Test
  void withoutKafkaADoorHasTheWholeLimitAndSaysSo() {
    DecisionEngine engine = open("lonely", "127.0.0.1:1", Scope.FLEET);

    assertThat(served(engine, "203.0.113.7")).isBetween(60, 62);
    assertThat(engine.fleet().doors()).isEqualTo(1);
    assertThat(engine.fleet().isHeard()).isFalse();
  }
}
