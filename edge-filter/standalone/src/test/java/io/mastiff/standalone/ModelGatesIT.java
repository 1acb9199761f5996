package io.mastiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.classifier.ModelReader;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.event.Action;
import io.mastiff.event.ClientKind;
import io.mastiff.event.Codec;
import io.mastiff.event.ModelPointer;
import io.mastiff.event.ModelRecord;
import io.mastiff.event.Outcome;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.standalone.operator.NewestValues;
import io.mastiff.stream.ModelKey;
import io.mastiff.stream.ModelPublisher;
import io.mastiff.stream.ScoringTopology;
import io.mastiff.stream.StreamRuntime;
import io.mastiff.stream.StreamSettings;
import io.mastiff.training.judge.CompareCommand;
import io.mastiff.training.judge.EvaluateCommand;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** A model judged by the trainer, gated, run in shadow, put in charge, frozen and taken back. */
class ModelGatesIT {
  private static final Topics TOPICS = Topics.defaults();
  private static final String SECRET = "0123456789abcdef";
  private static final ModelKey KEY = ModelKey.of(SECRET);
  private static final int SESSIONS = 8;
  @TempDir static Path folder;
  private static BrokerProcess broker;
  private static StreamRuntime stream;
  private static Path data;
  private static Path key;
  private static String shipped;

  @BeforeAll
  static void start() throws Exception {
    key = Files.writeString(folder.resolve("key"), SECRET);
    data = folder.resolve("data");
    assertThat(Main.run("data", "simulate", "--sessions", "2400", "-o", data.toString())).isZero();
    broker = BrokerProcess.start(folder.resolve("broker"), 0);
    List<Topic<?, ?>> topics = new ArrayList<>(TOPICS.all());
    topics.add(ScoringTopology.cohortPartials(TOPICS));
    Cluster.createTopics(broker.bootstrap(), topics);
    startStream();
    shipped = stream.models().champion().hash();
  }

  private static void startStream() {
    stream =
        StreamRuntime.start(StreamSettings.of(broker.bootstrap(), folder.resolve("state")), KEY);
  }

  @AfterAll
  static void stop() {
    stream.close();
    broker.close();
  }

  private static String run(int code, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--kafka", broker.bootstrap()));
    Said said = Said.by(all.toArray());
    assertThat(said.code()).as(said.text()).isEqualTo(code);
    return said.text();
  }

  private static String model(int code, String... arguments) {
    List<String> all = new ArrayList<>(List.of("model"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--model-key-file", key.toString()));
    return run(code, all.toArray(String[]::new));
  }

  /** The model that ships with other words on its card and, if asked, log-odds added. */
  private static Path variant(String name, double offset) throws Exception {
    Path to = Files.createDirectories(folder.resolve(name));
    ModelFile.Builder file =
        ModelFile.parseFrom(ModelReader.defaultFile()).toBuilder()
            .setCardJson("{\"trees\":\"" + name + "\"}");
    Files.write(
        to.resolve("model.mastiff"),
        file.setOffset(file.getOffset() + offset).build().toByteArray());
    return to;
  }

  private static String hash(Path model) throws Exception {
    return ModelReader.hash(Files.readAllBytes(model.resolve("model.mastiff")));
  }

  private static void judge(Path model) {
    Path champion = folder.resolve("champion-beside-" + model.getFileName());
    model(0, "show", "--save", champion.toString());
    model(2, "show", "--save", champion.toString());
    EvaluateCommand.run(
        data.toString(),
        "--model",
        model.toString(),
        "--json",
        model.resolve("evaluation.json").toString());
    CompareCommand.run(
        champion.toString(),
        model.toString(),
        data.toString(),
        "--json",
        model.resolve("comparison.json").toString());
  }

  private static <V> void send(Topic<String, V> topic, String name, V value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "max.request.size", "16777216"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  topic.name(), Codec.text().encode(name), topic.value().encode(value)))
          .get(10, TimeUnit.SECONDS);
    }
  }

  private static RequestEvent.Builder event(String client, String network, long atMs) {
    return RequestEvent.newBuilder()
        .setFormat(1)
        .setDoor("door-" + client)
        .setDecidedAtMs(atMs)
        .setHome(client)
        .setNetwork(network + "0/24")
        .setAddress(network + "7")
        .setClient("s:" + client)
        .setClientKind(ClientKind.SESSION)
        .setCookieFirstSeenMs(atMs - 7_200_000)
        .setMethod("GET")
        .setPath("/p/1")
        .setPageType(PageType.PRODUCT)
        .setStatus(200)
        .setAction(Action.ALLOW)
        .setSight(Sight.everything());
  }

  /** Sessions of a page each; the first buys. */
  private static void visits(String name, String network) throws Exception {
    long now = System.currentTimeMillis();
    for (int i = 0; i < SESSIONS; i++) {
      String client = name + i;
      send(TOPICS.requests(), client, event(client, network, now).setSequence(1).build());
    }
    send(
        TOPICS.requests(),
        name + 0,
        event(name + 0, network, now).setSequence(2).setPageType(PageType.ORDER_CONFIRMED).build());
    send(
        TOPICS.outcomes(),
        "s:" + name + 0,
        Outcome.newBuilder()
            .setFormat(1)
            .setReference("s:" + name + 0)
            .setKind("purchased")
            .setValueCents(192_000)
            .setCurrency("EUR")
            .build());
  }

  private static JsonNode shown() throws Exception {
    return new ObjectMapper().readTree(model(0, "show", "--json", "-"));
  }

  private static void awaitStream(String champion, String challenger) {
    await()
        .atMost(10, TimeUnit.SECONDS)
        .until(
            () ->
                stream.models().champion().hash().equals(champion)
                    && stream.models().challenger().orElse("").equals(challenger));
  }

  private static ModelPointer pointer() {
    return NewestValues.of(broker.bootstrap(), TOPICS.models())
        .get(ModelPublisher.POINTER)
        .getPointer();
  }

  private static void write(ModelPointer pointer) throws Exception {
    send(
        TOPICS.models(),
        ModelPublisher.POINTER,
        ModelRecord.newBuilder().setFormat(1).setPointer(pointer).build());
  }

  /** In one test, since each step stands on the one before. */
  @Test
  void fromEvidenceThroughShadowToChargeAndBack() throws Exception {
    Path eager = variant("eager", 20);
    String hash = hash(eager);
    assertThat(model(1, "promote", eager.toString()))
        .contains("FAILS  evaluated no evaluation.json", "mastiff model evaluate DATASET")
        .contains("2 gates fail");
    judge(eager);
    assertThat(model(1, "promote", eager.toString())).contains("FAILS  harm", "FAILS  no worse");
    model(2, "promote", eager.toString(), "--force");
    model(0, "promote", eager.toString(), "--force", "--why", "to see whom it hits");
    awaitStream(shipped, hash);

    visits("visitor", "192.0.2.");
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> shown().at("/shadow/slices/buyers/orders").asInt() == 1);
    assertThat(shown().at("/shadow/slices/cookie/onlyChallenger").asInt()).isEqualTo(SESSIONS);
    stream.close();
    startStream();
    awaitStream(shipped, hash);
    send(
        TOPICS.requests(),
        "late",
        event("late", "192.0.2.", System.currentTimeMillis()).setSequence(1).build());
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> shown().at("/shadow/slices/cookie/onlyChallenger").asInt() == SESSIONS + 1);
    assertThat(model(0, "show"))
        .contains("forced      to see whom it hits")
        .contains("it would have touched 1 order, about 1,920 EUR, 100.0% of visitors")
        .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 80));
    assertThat(model(1, "promote", "--charge"))
        .contains("FAILS  shadow", "of 24 h in shadow, 9 of 1,000 sessions", "FAILS  buyers")
        .contains("FAILS  evidence  forced into shadow: to see whom it hits");
    assertThat(stream.models().champion().hash()).isEqualTo(shipped);

    model(0, "rollback", "--shadow");
    awaitStream(shipped, "");
    assertThat(model(2, "rollback", "--shadow")).contains("no model is in shadow");

    Path same = variant("same", 0);
    judge(same);
    Path json = folder.resolve("gates.json");
    assertThat(model(0, "promote", same.toString(), "--json", json.toString()))
        .contains("holds  evaluated data (simulated), split test", "holds  no worse", "in shadow")
        .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 80));
    awaitStream(shipped, hash(same));
    assertThat(new ObjectMapper().readTree(json.toFile()).findValuesAsText("gate"))
        .containsExactly("evaluated", "no worse", "harm", "leak", "freeze");
    assertThat(model(1, "promote", eager.toString(), "--charge")).contains("is not in shadow");
    freezes(same);
  }

  private static void freezes(Path same) throws Exception {
    assertThat(model(2, "freeze", "--until", "yesterday", "--why", "sale")).hasLineCount(1);
    assertThat(model(2, "freeze", "--until", "2001-01-01T00:00:00Z", "--why", "sale"))
        .hasLineCount(1);
    assertThat(model(0, "freeze", "--until", "2h", "--why", "sale")).contains("frozen from");
    assertThat(model(1, "promote", "--charge", "--shadow-for", "1s", "--shadow-sessions", "1"))
        .contains("FAILS  freeze", "sale");
    assertThat(model(2, "rollback")).contains("frozen until", "sale").hasLineCount(1);
    assertThat(shown().at("/frozen/0/why").asText()).isEqualTo("sale");

    ModelPointer frozen = pointer();
    ModelPointer unheard =
        frozen.toBuilder()
            .setChampion(hash(same))
            .setAtMs(frozen.getAtMs() + 1)
            .setForced("")
            .build();
    write(KEY.sign(unheard));
    await().atMost(10, TimeUnit.SECONDS).until(() -> shown().get("refused").asInt() == 1);
    assertThat(model(0, "show")).contains("refused     1 pointers: the champion is frozen");

    assertThat(model(0, "promote", "--charge", "--force", "--why", "it is an emergency"))
        .contains("forced past");
    awaitStream(hash(same), "");
    assertThat(model(0, "show")).contains("forced      it is an emergency", "frozen      ");
    assertThat(stream.models().promotions()).isEqualTo(1);

    write(frozen);
    model(0, "unfreeze");
    model(1, "unfreeze");
    write(frozen);
    send(TOPICS.models(), "garbage", ModelRecord.newBuilder().setFormat(1).build());
    assertThat(shown().get("refused").asInt()).isEqualTo(1);
    assertThat(shown().at("/champion/hash").asText()).isEqualTo(hash(same));
    stream.close();
    startStream();
    awaitStream(hash(same), "");
    model(0, "rollback");
    awaitStream(shipped, "");
    assertThat(stream.models().promotions()).isEqualTo(2);
  }

  @Test
  void anEntryThatWouldTouchOrdersSaysSoInMoney() throws Exception {
    visits("customer", "203.0.113.");
    String[] add = {"blocklist", "add", "network:203.0.113.0/24", "--reason", "a test"};

    assertThat(run(1, add)).contains("1 order,", "1,920 EUR", "orders are among them");
    run(0, "blocklist", "add", add[2], "--reason", "a test", "--force");
    run(0, "blocklist", "lift", add[2]);
  }
}
