package io.mastiff.standalone.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.event.ClientKind;
import io.mastiff.event.Outcome;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.event.Verdict;
import io.mastiff.standalone.Main;
import io.mastiff.standalone.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics of a real Kafka into an archive: each record once, whatever a run before died of. */
class ArchiveIT {
  @TempDir static Path folder;
  private static BrokerProcess broker;
  private static int installations;
  private final String prefix = "shop" + ++installations;
  private final Topics topics = new Topics(prefix, 2);
  private final Path archive = folder.resolve(prefix);

  @BeforeAll
  static void start() throws Exception {
    broker = BrokerProcess.start(folder.resolve("broker"), 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void create() throws Exception {
    Cluster.createTopics(
        broker.bootstrap(), List.of(topics.requests(), topics.verdicts(), topics.outcomes()));
  }

  private static RequestEvent.Builder event(int i) {
    return RequestEvent.newBuilder()
        .setFormat(1)
        .setShop(i % 2 == 0 ? "default" : "second")
        .setAddress("203.0.113." + i % 250)
        .setNetwork("203.0.113.0/24")
        .setHome("203.0.113.0/24")
        .setClient("a:203.0.113.0/24|00000000000000ab")
        .setClientKind(ClientKind.AGGREGATE)
        .setDecidedAtMs(1_700_000_000_000L + i)
        .setPageType(PageType.PRODUCT)
        .setPath("/p/" + i)
        .addReasons("network:203.0.113.0/24 was fast")
        .addReasons("fast");
  }

  private <V> void send(Topic<String, V> topic, List<V> records) {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap(), "linger.ms", 20);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < records.size(); i++) {
        byte[] key = topic.key().encode("k" + i);
        producer.send(
            new ProducerRecord<>(topic.name(), key, topic.value().encode(records.get(i))));
      }
    }
  }

  private void sendEvents(int from, int to) {
    List<RequestEvent> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(event(i).build());
    }
    send(topics.requests(), events);
  }

  private String[] command(String... more) {
    List<String> all = new ArrayList<>(List.of("data", "archive", "-o", archive.toString()));
    all.addAll(List.of("--kafka", broker.bootstrap(), "--topic-prefix", prefix));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private List<String> column(String kind, String what) throws Exception {
    List<String> found = new ArrayList<>();
    String files = archive + "/" + kind + "/shop=*/day=*/*.parquet";
    String sql = "SELECT " + what + " FROM read_parquet('" + files + "')";
    try (var database = DriverManager.getConnection("jdbc:duckdb:");
        var rows = database.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private void holdsEachOnce(int count) throws Exception {
    assertThat(column("requests", "path")).hasSize(count).doesNotHaveDuplicates();
    try (Stream<Path> all = Files.walk(archive)) {
      assertThat(all.filter(path -> path.toString().endsWith(".half"))).isEmpty();
    }
  }

  private static String error(String... command) {
    Said said = Said.by((Object[]) command);
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err().lines()).as(said.err()).hasSize(1);
    return said.err();
  }

  @Test
  void allThreeTopicsByShopAndDayEachRecordOnce() throws Exception {
    sendEvents(0, 500);
    send(topics.verdicts(), List.of(Verdict.newBuilder().setFormat(1).setSubject("s:x").build()));
    send(
        topics.outcomes(), List.of(Outcome.newBuilder().setFormat(1).setKind("purchased").build()));
    assertThat(Main.run(command())).isZero();
    holdsEachOnce(500);
    assertThat(Main.run(command())).isZero();
    sendEvents(500, 700);
    assertThat(Main.run(command())).isZero();

    holdsEachOnce(700);
    assertThat(column("requests", "DISTINCT shop")).containsExactlyInAnyOrder("default", "second");
    assertThat(column("verdicts", "subject")).containsExactly("s:x");
    assertThat(column("outcomes", "kind")).containsExactly("purchased");
  }

  @Test
  void aRunThatIsKilledNeitherLosesNorDoubles() throws Exception {
    sendEvents(0, 400_000);
    List<String> java =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    java.addAll(List.of(command()));
    Process run = new ProcessBuilder(java).inheritIO().start();
    try {
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> !run.isAlive() || Files.exists(archive.resolve("requests")));
    } finally {
      run.destroyForcibly().waitFor();
    }
    assertThat(run.exitValue()).as("killed on its way").isNotZero();

    assertThat(Main.run(command())).isZero();
    holdsEachOnce(400_000);
  }

  @Test
  void aCommitIsFinishedOrThrownAway() throws Exception {
    sendEvents(0, 100);
    assertThat(Main.run(command())).isZero();
    Path manifest = archive.resolve("archive.json");
    Path before = Files.copy(manifest, folder.resolve("before-" + prefix));
    sendEvents(100, 250);
    assertThat(Main.run(command())).isZero();

    unname("00000002");
    assertThat(column("requests", "path")).as("died before files had names").hasSize(100);
    assertThat(Main.run(command())).isZero();
    holdsEachOnce(250);

    unname("00000002");
    Files.copy(before, manifest, StandardCopyOption.REPLACE_EXISTING);
    assertThat(Main.run(command())).as("died before the commit").isZero();
    holdsEachOnce(250);
  }

  private void unname(String commit) throws Exception {
    try (Stream<Path> all = Files.walk(archive)) {
      for (Path path : all.filter(p -> p.toString().endsWith(commit + ".parquet")).toList()) {
        Files.move(path, path.resolveSibling(path.getFileName() + ".half"));
      }
    }
  }

  @Test
  void noAddressIsInTheClearUnlessThatIsAskedFor() throws Exception {
    sendEvents(0, 20);
    Verdict verdict =
        Verdict.newBuilder()
            .setFormat(1)
            .setSubject("a:203.0.113.0/24|00000000000000ab")
            .setEntryKey("cohort:network=203.0.113.0/24,client-shape=00000000000000ab,cookie=none")
            .build();
    send(topics.verdicts(), List.of(verdict));
    String reference = "a:203.0.113.0/24|00000000000000ab";
    send(
        topics.outcomes(),
        List.of(Outcome.newBuilder().setFormat(1).setReference(reference).build()));
    assertThat(Main.run(command())).isZero();

    for (String kind : List.of("requests", "verdicts", "outcomes")) {
      assertThat(column(kind, "record::VARCHAR")).isNotEmpty().noneMatch(r -> r.contains("203.0"));
    }
    String client = column("requests", "DISTINCT client").get(0);
    assertThat(client).startsWith("a:h:").endsWith("/24|00000000000000ab");
    assertThat(column("verdicts", "subject")).containsExactly(client);
    assertThat(column("outcomes", "reference")).containsExactly(client);
    assertThat(column("requests", "record::VARCHAR")).allMatch(r -> r.contains("fast"));

    assertThat(error(command("--whole-addresses"))).contains("its addresses are hashed");
    Path other = Files.writeString(folder.resolve("other-key"), "0123456789abcdef0123");
    assertThat(error(command("--address-key", other.toString()))).contains("another key");
  }

  @Test
  void daysThatAreTooOldGo() throws Exception {
    sendEvents(0, 10);
    assertThat(Main.run(command("--keep-days", "3"))).isZero();
    holdsEachOnce(10);
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(5));
    ArchiveRun.Result result =
        new ArchiveRun(broker.bootstrap(), topics, archive, false, null, 3, later)
            .run((done, all) -> {});

    assertThat(result.days()).isEqualTo(2);
    assertThatThrownBy(() -> column("requests", "path")).hasMessageContaining("No files found");
    assertThat(Main.run(command())).isZero();
    assertThatThrownBy(() -> column("requests", "path")).hasMessageContaining("No files found");
  }

  @Test
  void topicsMadeAnewAreNotTakenForTheSame() throws Exception {
    sendEvents(0, 10);
    assertThat(Main.run(command())).isZero();
    try (var admin = Cluster.admin(broker.bootstrap())) {
      admin.deleteTopics(List.of(topics.requests().name())).all().get();
      await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> !admin.listTopics().names().get().contains(topics.requests().name()));
    }
    create();

    assertThat(error(command())).contains("another one than was archived");
  }

  @Test
  void aFolderOfOtherThingsIsLeftAlone() throws Exception {
    Files.createDirectories(archive);
    Files.writeString(archive.resolve("letters.txt"), "dear reader");

    assertThat(error(command())).contains("holds letters.txt and no archive.json");
    assertThat(archive.toFile().list()).containsExactly("letters.txt");
  }

  @Test
  void topicsThatAreNotThereAreNamed() {
    String[] command = command();
    command[command.length - 1] = "nothing";
    assertThat(error(command)).contains("nothing.requests").contains("--topic-prefix");
    assertThat(archive).doesNotExist();
  }
}
