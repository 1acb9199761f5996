package io.mastiff.standalone.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.client.CookieKeys;
import io.mastiff.edge.client.VisitorCookies;
import io.mastiff.edge.kafka.KafkaDoor;
import io.mastiff.edge.kafka.KafkaDoorSettings;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.service.DoorServices;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpAddress;
import io.mastiff.event.Mode;
import io.mastiff.event.Source;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.standalone.Said;
import io.mastiff.standalone.operator.OperatorDesk;
import io.mastiff.stream.ScoringTopology;
import io.mastiff.stream.StreamRuntime;
import io.mastiff.stream.StreamSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two visitors through a real door, Kafka and stream; one is found by three names and erased. */
class PrivacyIT {
  private static final Topics TOPICS = Topics.defaults();
  private static final int PAGES = 9;
  @TempDir static Path folder;
  private static BrokerProcess broker;
  private static StreamRuntime stream;
  private static KafkaDoor door;
  private static VisitorCookies.Issued erased;
  private static VisitorCookies.Issued kept;
  private static String reference = "";
  private static Path log;

  @BeforeAll
  static void visit() throws Exception {
    broker = BrokerProcess.start(folder.resolve("broker"), 0);
    List<Topic<?, ?>> topics = new ArrayList<>(TOPICS.all());
    topics.add(ScoringTopology.cohortPartials(TOPICS));
    Cluster.createTopics(broker.bootstrap(), topics);
    stream = StreamRuntime.start(StreamSettings.of(broker.bootstrap(), folder.resolve("state")));
    Policy policy = Policy.DEFAULT.toBuilder().mode(Mode.ENFORCE, 100).holdOut(0).build();
    door =
        KafkaDoor.open(
            new KafkaDoorSettings(
                broker.bootstrap(), TOPICS, KafkaDoor.uniqueName("it"), folder.resolve("snapshot")),
            policy,
            CookieKeys.of(List.of(new byte[32])),
            DoorServices.open(policy),
            decision -> {},
            trigger -> {});
    await().atMost(60, TimeUnit.SECONDS).until(() -> stream.isRunning() && door.caughtUp());
    erased = visitor("127.7.7.7");
    kept = visitor("127.8.8.8");
    list();
    Decision denied = request("127.7.7.7", erased);
    assertThat(denied.denies()).isTrue();
    reference = denied.reference();
    log =
        Files.writeString(
            folder.resolve("door.log"),
            "action=allow address=127.7.7.7 session=%s\naction=allow address=127.8.8.8 session=%s\n"
                .formatted(erased.id(), kept.id()));
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> records(find(erased.id()), "mastiff.requests") == PAGES + 2);
    await().atMost(60, TimeUnit.SECONDS).until(() -> isJudged(erased) && isJudged(kept));
  }

  private static boolean isJudged(VisitorCookies.Issued cookie) throws Exception {
    JsonNode held = find(cookie.id());
    return records(held, "mastiff.verdicts") > 0
        && records(held, "mastiff-stream-clients-changelog") > 0;
  }

  @AfterAll
  static void stop() {
    door.close();
    stream.close();
    broker.close();
  }

  /** A first page that gets a cookie, further ones with it, and an order. */
  private static VisitorCookies.Issued visitor(String address) {
    DecisionEngine engine = door.engine();
    Decision first = engine.decide(request(address, ""));
    VisitorCookies.Issued cookie = engine.cookieFor(first, false).orElseThrow();
    engine.completed(first, new ResponseFacts(200, 1_000, 20_000), cookie.id());
    Decision last = first;
    for (int i = 0; i < PAGES; i++) {
      last = request(address, cookie);
    }
    engine.outcome(last, "purchased; value=19.90; currency=EUR");
    return cookie;
  }

  private static Decision request(String address, VisitorCookies.Issued cookie) {
    DecisionEngine engine = door.engine();
    Decision decision = engine.decide(request(address, "mastiff=" + cookie.value()));
    engine.completed(decision, new ResponseFacts(decision.status(), 1_000, 20_000), "");
    return decision;
  }

  private static EdgeRequest request(String address, String cookie) {
    Headers.Builder headers =
        Headers.builder().add("Host", "shop").add("User-Agent", "Mozilla/5.0");
    if (!cookie.isEmpty()) {
      headers.add("Cookie", cookie);
    }
    return new EdgeRequest(
        "GET",
        "/p/1",
        "shop",
        IpAddress.parse(address).orElseThrow(),
        "https",
        "HTTP/1.1",
        headers.build());
  }

  private static EntryKey key(VisitorCookies.Issued cookie) {
    return new EntryKey.OfSession(cookie.id());
  }

  /** An operator's and a learned entry for each. */
  private static void list() throws Exception {
    try (OperatorDesk desk = new OperatorDesk(broker.bootstrap(), TOPICS);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      for (VisitorCookies.Issued cookie : List.of(erased, kept)) {
        desk.add(key(cookie), Action.BLOCK, Duration.ofHours(1), "test", "test");
        BlocklistEntry entry =
            BlocklistEntry.newBuilder()
                .setFormat(1)
                .setKey(key(cookie).text())
                .setAction(Action.BLOCK)
                .setSource(Source.CLASSIFIER)
                .setExpiresAtMs(System.currentTimeMillis() + 3_600_000)
                .build();
        producer
            .send(
                new ProducerRecord<>(
                    TOPICS.blocklist().name(),
                    TOPICS.blocklist().key().encode(entry.getKey()),
                    TOPICS.blocklist().value().encode(entry)))
            .get(10, TimeUnit.SECONDS);
      }
    }
    await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> door.engine().blockList().hasLearned(kept.id(), System.currentTimeMillis()));
  }

  private static Said run(String command, String visitor, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("privacy", command, "--kafka", broker.bootstrap(), "--visitor", visitor));
    args.addAll(List.of(more));
    return Said.by(args.toArray());
  }

  private static JsonNode find(String visitor, String... more) throws Exception {
    List<String> args = new ArrayList<>(List.of("--json", "-"));
    args.addAll(List.of(more));
    Said said = run("find", visitor, args.toArray(String[]::new));
    assertThat(said.code()).as(said.err()).isZero();
    return new ObjectMapper().readTree(said.out());
  }

  private static long records(JsonNode findings, String topic) {
    return sum(findings, topic, "records");
  }

  private static long sum(JsonNode findings, String topic, String field) {
    long sum = 0;
    for (JsonNode held : findings.get("topics")) {
      sum += held.get("topic").asText().equals(topic) ? held.get(field).asLong() : 0;
    }
    return sum;
  }

  private static boolean hasEntries(VisitorCookies.Issued cookie) {
    try (OperatorDesk desk = new OperatorDesk(broker.bootstrap(), TOPICS)) {
      String key = key(cookie).text();
      assertThat(desk.orders().containsKey(key)).isEqualTo(desk.learned().containsKey(key));
      return desk.orders().containsKey(key);
    }
  }

  @Test
  void aVisitorIsFoundByThreeNamesAndErasedWhereItCanBeAndNobodyElseIs() throws Exception {
    JsonNode byId = find(erased.id(), "--log", log.toString());
    assertThat(records(byId, "mastiff.requests")).isEqualTo(PAGES + 2);
    assertThat(records(byId, "mastiff.outcomes")).isEqualTo(1);
    assertThat(records(byId, "mastiff.verdicts")).isPositive();
    assertThat(records(byId, "mastiff.operator")).isEqualTo(1);
    assertThat(records(byId, "mastiff.blocklist")).isPositive();
    assertThat(records(byId, "mastiff-stream-clients-changelog")).isPositive();
    assertThat(byId.get("searched").size()).isGreaterThan(10);
    assertThat(byId.get("logs").get(0).get("lines").asInt()).isEqualTo(1);
    for (String name : List.of(erased.value(), "mastiff=" + erased.value(), reference)) {
      assertThat(records(find(name), "mastiff.requests")).as(name).isEqualTo(PAGES + 2);
    }

    await()
        .atMost(40, TimeUnit.SECONDS)
        .until(() -> inSnapshot(erased) == 2 && inSnapshot(kept) == 2);
    String logBefore = Files.readString(log);
    Said dry = run("erase", erased.id(), "--dry-run", "--log", log.toString());
    assertThat(dry.code()).isZero();
    assertThat(dry.err()).contains("would take back 2 entries and overwrite 1 log lines");
    assertThat(hasEntries(erased)).isTrue();
    assertThat(log).hasContent(logBefore);

    Said done = run("erase", erased.id(), "--log", log.toString());
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out())
        .contains("erased   mastiff.operator: session:" + erased.id())
        .contains("erased   mastiff.blocklist: session:" + erased.id())
        .contains("confirmed by 1 of 1 live doors")
        .containsPattern("remains  mastiff.requests, partition .*; until 20.* at the latest")
        .containsPattern(
            "remains  mastiff-stream-clients-changelog, .*half an hour.* after 24 hours")
        .contains("recorded anew");
    assertThat(hasEntries(erased)).isFalse();
    assertThat(hasEntries(kept)).isTrue();
    assertThat(request("127.7.7.7", erased).denies()).as("the door has forgotten it").isFalse();
    assertThat(request("127.8.8.8", kept).denies()).isTrue();
    assertThat(log)
        .hasContent(
            "action=allow address=xxxxxxxxx session=xxxxxxxxxxxxxxxx\naction=allow address=127.8.8.8 session="
                + kept.id());

    JsonNode after = find(erased.id());
    assertThat(records(after, "mastiff.requests")).isGreaterThanOrEqualTo(PAGES + 2);
    assertThat(sum(after, "mastiff.operator", "tombstones")).isEqualTo(1);
    long retention = 24 * 3_600_000L;
    for (JsonNode held : after.get("topics")) {
      if (held.get("topic").asText().equals("mastiff.requests")) {
        assertThat(held.get("goneByMs").asLong() - held.get("newestMs").asLong())
            .isBetween(retention + 3_600_000L, retention + 3_600_000L + 400_000L);
      }
    }
    await().atMost(40, TimeUnit.SECONDS).until(() -> inSnapshot(erased) == 0);
    assertThat(inSnapshot(kept)).isEqualTo(2);
  }

  private static int inSnapshot(VisitorCookies.Issued cookie) throws Exception {
    String file = folder.resolve("snapshot").toString();
    JsonNode found = find(cookie.id(), "--snapshot", file).get("snapshots").get(0);
    return (found.get("ordered").asBoolean() ? 1 : 0) + (found.get("learned").asBoolean() ? 1 : 0);
  }

  @Test
  void whatCannotBeFoundOrReadIsOneLine() {
    for (Said said :
        List.of(
            run("find", "0ABCDEFG"),
            run("erase", erased.id(), "--snapshot", log.toString()),
            run("find", erased.id(), "--log", "/no/such.log"),
            run("find", erased.id(), "--topic-prefix", "nobody"))) {
      assertThat(said.code()).isEqualTo(2);
      assertThat(said.err().lines()).as(said.err()).hasSize(1);
      assertThat(said.err()).doesNotContain("Exception");
    }
    assertThat(run("find", "0ABCDEFG").err()).contains("0ABCDEFG: no request with this reference");
  }
}
