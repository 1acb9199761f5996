package io.mastiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.classifier.ModelReader;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.event.Verdict;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import io.mastiff.stream.ModelKey;
import io.mastiff.stream.ScoringTopology;
import io.mastiff.stream.StreamRuntime;
import io.mastiff.stream.StreamSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models put in charge and taken back by the command line, through Kafka, at a running stream. */
class ModelReleaseIT {
  private static final Topics TOPICS = Topics.defaults();
  private static final String KEY = "0123456789abcdef";
  @TempDir static Path folder;
  private static BrokerProcess broker;
  private static StreamRuntime stream;
  private static Path key;
  private static Path wrongKey;

  @BeforeAll
  static void start() throws Exception {
    key = Files.writeString(folder.resolve("key"), KEY + "\n");
    wrongKey = Files.writeString(folder.resolve("wrong-key"), "fedcba9876543210\n");
    broker = BrokerProcess.start(folder.resolve("broker"), 0);
    List<Topic<?, ?>> topics = new ArrayList<>(TOPICS.all());
    topics.add(ScoringTopology.cohortPartials(TOPICS));
    Cluster.createTopics(broker.bootstrap(), topics);
    stream =
        StreamRuntime.start(
            StreamSettings.of(broker.bootstrap(), folder.resolve("state")), ModelKey.of(KEY));
  }

  @AfterAll
  static void stop() {
    stream.close();
    broker.close();
  }

  private static String run(int code, String... arguments) {
    List<String> all = new ArrayList<>(List.of("model"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--kafka", broker.bootstrap()));
    Said said = Said.by(all.toArray());
    assertThat(said.code()).as(said.text()).isEqualTo(code);
    return said.text();
  }

  private static Path model(String name) throws Exception {
    byte[] file =
        ModelFile.parseFrom(ModelReader.defaultFile()).toBuilder()
            .setCardJson("{\"trees\":\"" + name + "\"}")
            .build()
            .toByteArray();
    return Files.write(folder.resolve(name), file);
  }

  private static String hash(Path model) throws Exception {
    return ModelReader.hash(Files.readAllBytes(model));
  }

  /** Past all gates, which are not what is tested here. */
  private static void charge(Path model, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("promote", model.toString(), "--charge", "--force", "--why", "a test"));
    all.addAll(List.of(more));
    run(0, all.toArray(String[]::new));
  }

  private static void awaitChampion(String hash) {
    await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> stream.models().champion().hash().equals(hash));
  }

  private static JsonNode shown() throws Exception {
    return new ObjectMapper()
        .readTree(run(0, "show", "--json", "-", "--model-key-file", key.toString()));
  }

  /** In one test, since each step stands on the one before. */
  @Test
  void onlySignedPointersCountAndEachPromotionCanBeTakenBack() throws Exception {
    String shipped = stream.models().champion().hash();
    Path first = model("first");
    Path second = model("second");
    assertThat(run(0, "show")).contains("no model was promoted");
    assertThat(run(2, "rollback")).contains("nothing to go back to").hasLineCount(1);

    charge(first);
    charge(second, "--model-key-file", wrongKey.toString());
    assertThat(run(0, "show", "--model-key-file", key.toString())).contains("signature   wrong");
    assertThat(shown().get("trusted").asBoolean()).isFalse();
    charge(first, "--model-key-file", key.toString());
    awaitChampion(hash(first));
    assertThat(stream.models().promotions()).isEqualTo(1);
    assertThat(shown().at("/champion/hash").asText()).isEqualTo(hash(first));
    assertThat(shown().at("/previous/hash").asText()).isEqualTo(shipped);
    assertThat(shown().get("trusted").asBoolean()).isTrue();

    charge(second, "--model-key-file", key.toString());
    awaitChampion(hash(second));
    run(2, "rollback", "--model-key-file", wrongKey.toString());
    run(0, "rollback", "--model-key-file", key.toString());
    awaitChampion(hash(first));
    assertThat(shown().at("/previous/hash").asText()).isEqualTo(hash(second));
    run(0, "rollback", "--model-key-file", key.toString());
    awaitChampion(hash(second));
    assertThat(stream.models().promotions()).isEqualTo(4);
    assertThat(run(0, "show", "--model-key-file", key.toString()).lines())
        .allMatch(line -> line.length() <= 80);
  }

  /** Verdicts of two days, of which the later ones measure one feature higher. */
  @Test
  void driftNamesTheFeatureThatMovedBetweenTwoPeriods() throws Exception {
    assertThat(run(2, "drift")).contains("300 of each are needed").hasLineCount(1);
    Random random = new Random(4);
    long now = System.currentTimeMillis();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < 800; i++) {
        boolean recent = i % 2 == 0;
        Verdict verdict = verdict(random, recent, recent ? now : now - 100_000_000L + i);
        byte[] subject = ("s:" + i).getBytes(StandardCharsets.UTF_8);
        producer.send(
            new ProducerRecord<>(TOPICS.verdicts().name(), subject, verdict.toByteArray()));
      }
    }

    JsonNode drift = new ObjectMapper().readTree(run(0, "drift", "--json", "-"));
    assertThat(drift.get("verdicts").asInt()).isEqualTo(400);
    assertThat(drift.at("/features/0/name").asText())
        .isEqualTo(FeatureSchema.features().get(2).column());
    assertThat(drift.at("/features/0/state").asText()).isEqualTo("shifted");
    assertThat(drift.at("/features/1/psi").asDouble()).isLessThan(0.1);
    assertThat(run(0, "drift").lines())
        .hasSize(2 + FeatureSchema.size())
        .allMatch(line -> line.length() <= 80);
  }

  private static Verdict verdict(Random random, boolean high, long atMs) {
    Verdict.Builder verdict =
        Verdict.newBuilder()
            .setFormat(1)
            .setSubject("s:" + random.nextLong())
            .setAtMs(atMs)
            .setVerdict("unsuspected")
            .setSchema(FeatureSchema.hash());
    for (SessionFeature feature : FeatureSchema.features()) {
      boolean moved = high && feature.ordinal() == 2;
      double u = moved ? 0.4 + 0.6 * random.nextDouble() : random.nextDouble();
      verdict.addFeatures(feature.min() + u * (feature.max() - feature.min()));
    }
    return verdict.build();
  }

  @Test
  void badUseIsOneLine() throws Exception {
    Path blank = Files.writeString(folder.resolve("blank"), "a b");
    assertThat(run(2, "rollback", "--model-key-file", blank.toString()))
        .contains("blank: a key has 16 to 200")
        .hasLineCount(1);
    assertThat(run(2, "rollback", "--model-key-file", "no-such-key"))
        .contains("no-such-key: no such file")
        .hasLineCount(1);
    assertThat(run(2, "show", model("third").toString())).contains("not both").hasLineCount(1);
    assertThat(run(2, "promote")).contains("name a model").hasLineCount(1);
    assertThat(run(2, "promote", "--charge")).contains("no model is in shadow").hasLineCount(1);
    assertThat(run(2, "promote", blank.toString())).contains("blank: ").hasLineCount(1);
    assertThat(run(2, "promote", folder.toString())).contains("no model.mastiff").hasLineCount(1);
    assertThat(run(2, "promote", blank.toString(), "--harm-budget", "-1")).hasLineCount(1);
    assertThat(run(2, "promote", otherFeatures().toString()))
        .contains("made for features of-before", "train it anew")
        .hasLineCount(1);
  }

  private static Path otherFeatures() throws Exception {
    return Files.write(
        folder.resolve("of-before"),
        ModelFile.parseFrom(ModelReader.defaultFile()).toBuilder()
            .setSchema("of-before")
            .build()
            .toByteArray());
  }
}
