package io.mastiff.standalone.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.edge.EdgeCounters;
import io.mastiff.edge.kafka.KafkaDoorSettings;
import io.mastiff.edge.kafka.KafkaRequestPublisher;
import io.mastiff.event.Outcome;
import io.mastiff.event.Topics;
import io.mastiff.standalone.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outcomes from files in a real Kafka: each once, and none from a file that is not sound. */
class OutcomeImportIT {
  private static final String HEADER = "reference,kind,value,currency,time\n";
  private static final String PURCHASE = "A-%d,purchase,19.90,EUR,2026-11-01T09:30:00Z\n";
  @TempDir static Path folder;
  private static BrokerProcess broker;
  private static int installations;
  private final String prefix = "shop" + ++installations;
  private final Topics topics = new Topics(prefix, 3);

  @BeforeAll
  static void start() throws Exception {
    broker = BrokerProcess.start(folder.resolve("broker"), 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private List<Outcome> there() {
    List<Outcome> found = new ArrayList<>();
    try (OutcomeTopic topic = new OutcomeTopic(broker.bootstrap(), topics)) {
      topic.readAll(found::add);
    }
    return found;
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve(prefix + ".csv"), text);
  }

  private int run(Path file, String... options) {
    List<String> arguments = new ArrayList<>(List.of("outcomes", "import", file.toString()));
    arguments.addAll(List.of("--kafka", broker.bootstrap(), "--topic-prefix", prefix));
    arguments.addAll(List.of(options));
    return Main.run(arguments.toArray(String[]::new));
  }

  private static String purchases(int from, int to) {
    StringBuilder rows = new StringBuilder();
    for (int i = from; i < to; i++) {
      rows.append(PURCHASE.formatted(i));
    }
    return rows.toString();
  }

  @Test
  void everyRowIsWrittenOnceHoweverOftenAndInWhicheverFilesItComes() throws Exception {
    Cluster.createTopics(broker.bootstrap(), List.of(topics.outcomes()));
    Path json = folder.resolve("figures.json");

    assertThat(run(file(HEADER + purchases(0, 3000)), "--dry-run")).isZero();
    assertThat(there()).isEmpty();
    assertThat(run(file(HEADER + purchases(0, 3000)))).isZero();
    assertThat(there()).hasSize(3000);
    assertThat(run(file(HEADER + purchases(0, 3000)))).isZero();
    assertThat(there()).as("the same file again").hasSize(3000);

    String more = "A-7,refund,19.90,EUR,2026-11-09T09:30:00Z\n";
    Path overlapping = file(HEADER + purchases(2500, 3100) + more + more);
    assertThat(run(overlapping, "--json", json.toString())).isZero();

    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures.path("rows").asInt()).isEqualTo(602);
    assertThat(figures.path("written").asInt()).isEqualTo(101);
    assertThat(figures.path("known").asInt()).isEqualTo(501);
    assertThat(there()).hasSize(3101).extracting(Outcome::getId).doesNotHaveDuplicates();
    assertThat(there())
        .filteredOn(outcome -> outcome.getKind().equals("refunded"))
        .singleElement()
        .satisfies(
            refund -> {
              assertThat(refund.getReference()).isEqualTo("A-7");
              assertThat(refund.getValueCents()).isEqualTo(1990);
              assertThat(refund.getShop()).isEqualTo("default");
            });
  }

  @Test
  void ofAFileWithABadRowNothingIsWrittenUnlessThatIsAskedFor() throws Exception {
    Cluster.createTopics(broker.bootstrap(), List.of(topics.outcomes()));
    Path file = file(HEADER + purchases(0, 10) + "A-1,gift,1,EUR,2026-11-01T00:00:00Z\n");

    assertThat(run(file)).isEqualTo(2);
    assertThat(there()).isEmpty();
    assertThat(run(file, "--skip-bad")).isEqualTo(1);
    assertThat(there()).hasSize(10);
  }

  @Test
  void whatDoorsToldStaysAndDoesNotStandInTheWay() throws Exception {
    Cluster.createTopics(broker.bootstrap(), List.of(topics.outcomes()));
    try (KafkaRequestPublisher door =
        new KafkaRequestPublisher(
                new KafkaDoorSettings(broker.bootstrap(), topics, "door", null), new EdgeCounters())
            .start()) {
      door.offer(
          Outcome.newBuilder().setFormat(1).setReference("A-1").setKind("purchased").build());
      await().atMost(30, TimeUnit.SECONDS).until(() -> there().size() == 1);
    }

    assertThat(run(file(HEADER + purchases(1, 2)))).isZero();
    assertThat(there()).extracting(Outcome::getReference).containsExactly("A-1", "A-1");
  }

  @Test
  void aTopicThatIsNotThereIsNamed() throws Exception {
    assertThat(run(file(HEADER + purchases(0, 1)))).isEqualTo(2);
  }
}
