package io.mastiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.edge.client.CookieKeys;
import io.mastiff.edge.kafka.KafkaDoor;
import io.mastiff.edge.kafka.KafkaDoorSettings;
import io.mastiff.edge.policy.CookiePolicy;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.Trust;
import io.mastiff.edge.service.DoorServices;
import io.mastiff.edge.sidecar.Sidecar;
import io.mastiff.edge.sidecar.SidecarSettings;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.Mode;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.standalone.operator.OperatorDesk;
import io.mastiff.standalone.store.Database;
import io.mastiff.standalone.store.DemoStore;
import io.mastiff.stream.ModelChange;
import io.mastiff.stream.ModelPublisher;
import io.mastiff.stream.ScoringTopology;
import io.mastiff.stream.StreamRuntime;
import io.mastiff.stream.StreamSettings;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One request all the way round: door, Kafka, stream, classifier, block list, door. */
class CircleIT {
  private static final Topics TOPICS = Topics.defaults();
  @TempDir static Path folder;
  private static BrokerProcess broker;
  private static StreamRuntime stream;
  private static DemoStore store;
  private static KafkaDoor door;
  private static Sidecar sidecar;

  @BeforeAll
  static void start() throws Exception {
    broker = BrokerProcess.start(folder.resolve("broker"), 0);
    List<Topic<?, ?>> topics = new ArrayList<>(TOPICS.all());
    topics.add(ScoringTopology.cohortPartials(TOPICS));
    Cluster.createTopics(broker.bootstrap(), topics);
    stream = StreamRuntime.start(StreamSettings.of(broker.bootstrap(), folder.resolve("state")));
    store = DemoStore.start(0, new Database(4), null);
    Trust hop =
        new Trust(
            List.of(IpNetwork.parse("127.0.0.0/8").orElseThrow()),
            Trust.Source.X_FORWARDED_FOR,
            "");
    Policy policy = Policy.DEFAULT.withMode(Mode.ENFORCE, 100).withTrust(hop);
    assertThat(policy.cookie()).isEqualTo(CookiePolicy.DEFAULT);
    door =
        KafkaDoor.open(
            new KafkaDoorSettings(
                broker.bootstrap(), TOPICS, KafkaDoor.uniqueName("it"), folder.resolve("snapshot")),
            policy,
            CookieKeys.of(List.of(new byte[32])),
            DoorServices.open(policy),
            decision -> {},
            trigger -> {});
    sidecar =
        Sidecar.start(
            SidecarSettings.proxy(
                new InetSocketAddress("127.0.0.1", 0),
                new InetSocketAddress("127.0.0.1", store.port())),
            door.engine());
    await().atMost(60, TimeUnit.SECONDS).until(() -> stream.isRunning() && door.caughtUp());
  }

  @AfterAll
  static void stop() {
    sidecar.close();
    store.close();
    door.close();
    stream.close();
    broker.close();
  }

  private static int get(String address, String target) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", sidecar.port())) {
      socket.setSoTimeout(10_000);
      String request =
          "GET "
              + target
              + " HTTP/1.1\r\nHost: shop\r\nUser-Agent: curl/8\r\nAccept: */*\r\n"
              + "X-Forwarded-For: "
              + address
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      String head = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
      in.readAllBytes();
      return Integer.parseInt(head.substring(9, 12));
    }
  }

  private static OperatorDesk desk() {
    return new OperatorDesk(broker.bootstrap(), TOPICS);
  }

  private static EntryKey key(String text) {
    return EntryKey.parse(text).orElseThrow();
  }

  @Test
  void aLoopIsListedByTheClassifierWithReasonsAndDeniedAtTheDoor() throws Exception {
    int denied = 0;
    for (int i = 0; i < 200 && denied == 0; i++) {
      denied += get("203.0.113.7", "/p/" + (10_000 + i)) == 403 ? 1 : 0;
      Thread.sleep(40);
    }

    assertThat(denied).as("the loop was denied").isEqualTo(1);
    try (OperatorDesk desk = desk()) {
      Map<String, BlocklistEntry> learned = desk.learned();
      BlocklistEntry entry =
          learned.values().stream()
              .filter(e -> e.getKey().contains("network=203.0.113.0/24"))
              .findFirst()
              .orElseThrow();
      assertThat(entry.getReasonsList()).isNotEmpty();
      assertThat(entry.getScore()).isGreaterThan(0.9);

      OperatorDesk.Confirmation lifted = desk.lift(key(entry.getKey()), "test");
      assertThat(lifted.doors()).isEqualTo(1);
      assertThat(lifted.complete()).isTrue();
      assertThat(get("203.0.113.7", "/p/10001")).isEqualTo(200);

      Said history = Said.by("blocklist", "history", entry.getKey(), "--kafka", broker.bootstrap());
      assertThat(history.code()).as(history.text()).isZero();
      assertThat(history.out())
          .containsSubsequence("  stream", "scraper, score", "  test", "lifted");
    }
  }

  @Test
  void anOperatorsEntryIsInForceWithinASecondAndLiftedLikewise() throws Exception {
    EntryKey key = key("address:198.51.100.7");
    try (OperatorDesk desk = desk()) {
      assertThat(get("198.51.100.7", "/")).isEqualTo(200);

      OperatorDesk.Confirmation added =
          desk.add(key, Action.BLOCK, Duration.ofMinutes(10), "test", "test");
      assertThat(added.complete()).isTrue();
      assertThat(added.millis()).isLessThan(1_000);
      assertThat(get("198.51.100.7", "/")).isEqualTo(403);
      assertThat(desk.orders()).containsKey("address:198.51.100.7");

      OperatorDesk.Confirmation lifted = desk.lift(key, "test");
      assertThat(lifted.complete()).isTrue();
      assertThat(lifted.millis()).isLessThan(1_000);
      assertThat(get("198.51.100.7", "/")).isEqualTo(200);
    }
  }

  @Test
  void aModeIsConfirmedByEveryDoorWithinASecond() {
    try (OperatorDesk desk = desk()) {
      OperatorDesk.Confirmation observed = desk.mode(Mode.OBSERVE, 100, "test");
      assertThat(observed.complete()).isTrue();
      assertThat(observed.millis()).isLessThan(1_000);
      assertThat(door.engine().policy().mode()).isEqualTo(Mode.OBSERVE);

      assertThat(desk.mode(Mode.ENFORCE, 100, "test").complete()).isTrue();
      assertThat(door.engine().policy().mode()).isEqualTo(Mode.ENFORCE);
    }
  }

  @Test
  void aNewerModelIsTakenWhileRunning() throws Exception {
    byte[] other =
        io.mastiff.classifier.file.ModelFile.parseFrom(
                io.mastiff.classifier.ModelReader.defaultFile())
            .toBuilder()
            .setCardJson("{\"trees\":1}")
            .build()
            .toByteArray();
    String before = stream.models().champion().hash();

    String hash =
        new ModelPublisher(broker.bootstrap(), TOPICS, Clock.systemUTC(), null)
            .promote(other, ModelChange.by("test"));

    await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> stream.models().champion().hash().equals(hash));
    assertThat(hash).isNotEqualTo(before);
  }
}
