package io.mastiff.edge.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.mastiff.edge.Content;
import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.crawler.CrawlerState;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.edge.testkit.MmdbWriter;
import io.mastiff.event.IpAddress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running door takes in what its policy names, and keeps the old where the new is broken. */
class DoorReloadTest {
  private static final String ACME =
      "name: acmebot\noperator: Acme\nagents: [acmebot]\nranges: [203.0.113.0/24]\n";

  @TempDir private Path folder;
  private final LogLines log = new LogLines();
  private Path file;
  private DoorServices services;
  private DecisionEngine engine;
  private PolicyWatch watch;

  @BeforeEach
  void open() throws Exception {
    Files.createDirectory(folder.resolve("crawlers"));
    database("a.mmdb", 64_501);
    database("b.mmdb", 64_502);
    file = folder.resolve("mastiff.yaml");
    policy("network: {asn: %s/a.mmdb}");
    Policy policy = PolicyReader.read(file);
    services = DoorServices.open(policy);
    engine = services.into(DecisionEngine.builder()).policy(policy).build();
    watch = new PolicyWatch(file, policy, engine, services);
    watch.look();
    assertThat(log.taken()).isEmpty();
  }

  @AfterEach
  void close() {
    watch.close();
    services.close();
    log.close();
  }

  private void policy(String... lines) throws IOException {
    String common = "mode: enforce\nholdOut: 0\n";
    write("mastiff.yaml", common + String.join("\n", lines).replace("%s", folder.toString()));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void database(String name, long number) throws IOException {
    MmdbWriter writer = new MmdbWriter("Test-ASN");
    writer.put("203.0.113.0/24", Map.of("autonomous_system_number", number));
    writer.write(folder.resolve(name));
  }

  private Decision decide(String agent) {
    Decision decision =
        engine.decide(
            new EdgeRequest(
                "GET",
                "/p/1",
                "shop",
                IpAddress.parse("203.0.113.7").orElseThrow(),
                "https",
                "HTTP/1.1",
                Headers.builder()
                    .add("Host", "shop")
                    .add("User-Agent", agent)
                    .add("Accept", "text/html")
                    .build()));
    engine.released(decision, ResponseFacts.UNSEEN);
    return decision;
  }

  private int asn() {
    return decide("Mozilla/5.0").sighting().network().asn();
  }

  private CrawlerState acme() {
    return decide("acmebot/1.0").sighting().crawler();
  }

  private String page() {
    return new String(engine.answer(decide("Mozilla/5.0")).body(), StandardCharsets.UTF_8);
  }

  @Test
  void otherDatabasesAreTakenInAndBackAgain() throws IOException {
    assertThat(asn()).isEqualTo(64_501);

    policy("network: {asn: %s/b.mmdb}");
    watch.look();
    assertThat(asn()).isEqualTo(64_502);
    assertThat(log.taken())
        .containsExactly(file + " is in force, mode enforce; opened anew: network");

    policy("network: {asn: %s/a.mmdb, hosting: [64501]}");
    watch.look();
    assertThat(asn()).isEqualTo(64_501);
    assertThat(decide("Mozilla/5.0").sighting().network().hosting()).isTrue();

    policy("");
    watch.look();
    assertThat(asn()).isZero();
  }

  @Test
  void aBrokenDatabaseKeepsTheOldOneAndTheRestOfThePolicyIsInForce() throws IOException {
    write("broken.mmdb", "no database");
    policy("network: {asn: %s/broken.mmdb}", "percent: 50");
    watch.look();
    watch.look();

    assertThat(asn()).isEqualTo(64_501);
    assertThat(engine.policy().percent()).isEqualTo(50);
    assertThat(log.taken())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("broken.mmdb").endsWith("the old one stays"))
        .allSatisfy(line -> assertThat(line.lines()).hasSize(1));

    policy("network: {asn: %s/missing.mmdb}", "percent: 60");
    watch.look();
    watch.look();
    assertThat(asn()).isEqualTo(64_501);
    assertThat(log.taken()).filteredOn(line -> line.contains("missing.mmdb:")).hasSize(1);
  }

  @Test
  void crawlersOfOnesOwnAreTakenInWhenTheirFilesChange() throws IOException {
    assertThat(acme()).isEqualTo(CrawlerState.NONE);
    write("crawlers/acmebot.yaml", ACME);
    policy("crawlers: {folder: %s/crawlers, dns: false}");
    watch.look();
    assertThat(acme()).isEqualTo(CrawlerState.VERIFIED);
    log.taken();

    write("crawlers/acmebot.yaml", ACME.replace("203.0.113.0", "198.51.100.0"));
    write("crawlers/notes.txt~", "not ours");
    watch.look();
    assertThat(acme()).isEqualTo(CrawlerState.UNVERIFIABLE);
    assertThat(log.taken())
        .containsExactly(file + " is in force, mode enforce; opened anew: crawlers");

    write("crawlers/acmebot.yaml", "name: acmebot\ncolour: red\n");
    watch.look();
    watch.look();
    assertThat(acme()).as("the old file's").isEqualTo(CrawlerState.UNVERIFIABLE);
    assertThat(log.taken())
        .singleElement()
        .asString()
        .startsWith("the old crawlers stay in use: ")
        .contains("acmebot.yaml", "colour");

    write("crawlers/acmebot.yaml", ACME);
    watch.look();
    assertThat(acme()).isEqualTo(CrawlerState.VERIFIED);
  }

  @Test
  void theAnswersTemplateIsTakenInWhenItChanges() throws IOException {
    write("page.html", "<p>first {{reference}}</p>");
    policy(
        "rules: [{name: all, if: {path: [/p/1]}, then: deny}]",
        "answers: {template: %s/page.html}");
    watch.look();
    assertThat(page()).startsWith("<p>first ");
    log.taken();

    write("page.html", "<p>second {{reference}}</p>");
    watch.look();
    assertThat(page()).startsWith("<p>second ");
    assertThat(log.taken())
        .containsExactly(file + " is in force, mode enforce; opened anew: answers");

    write("page.html", "x".repeat(300_000));
    watch.look();
    watch.look();
    Files.delete(folder.resolve("page.html"));
    watch.look();
    assertThat(page()).startsWith("<p>second ");
    assertThat(log.taken())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith("the old answers stay in use: "));
  }

  @Test
  void aWrongPolicyAndWhatBelongsToTheStartAreNamedInOneLine() throws IOException {
    policy("kafka: broker-2:9092", "percent: 700");
    watch.look();
    watch.look();
    assertThat(engine.policy().percent()).isEqualTo(100);
    assertThat(log.taken())
        .singleElement()
        .asString()
        .startsWith("the old policy stays: ")
        .contains("kafka: an option at the start (--kafka", "percent: ");

    policy("shop: de");
    watch.look();
    assertThat(log.taken()).hasSize(2).last().asString().startsWith("shop: ");
  }

  @Test
  void whatDidNotChangeStaysTheSameObject() throws Exception {
    Content before = services.take(PolicyReader.read(file));
    policy("network: {asn: %s/a.mmdb}", "percent: 7");
    Content after = services.take(PolicyReader.read(file));

    assertThat(after).isEqualTo(before);
    assertThat(after.verifier()).isSameAs(before.verifier());
    assertThat(after.networks()).isSameAs(before.networks());
  }

  @Test
  void aStartedWatchTakesInAChangeByItself() throws Exception {
    try (PolicyWatch started = PolicyWatch.start(file, PolicyReader.read(file), engine, services)) {
      policy("network: {asn: %s/b.mmdb}");
      await().atMost(10, TimeUnit.SECONDS).until(() -> asn() == 64_502);
    }
  }

  @Test
  void aHundredReloadsLeaveNoThreadNoOpenFileAndNoOldDatabase() throws Exception {
    List<WeakReference<Object>> old = new ArrayList<>();
    reload(0, old);
    int threads = Thread.activeCount();
    long files = openFiles();

    for (int i = 1; i <= 100; i++) {
      reload(i, old);
    }

    assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
    assertThat(openFiles()).isLessThanOrEqualTo(files);
    await()
        .atMost(20, TimeUnit.SECONDS)
        .until(
            () -> {
              System.gc();
              return old.stream().filter(reference -> reference.get() != null).count() <= 3;
            });
    assertThat(mapped()).as("databases in memory by the system").isZero();
  }

  /** Everything that the policy names is another than before. */
  private void reload(int i, List<WeakReference<Object>> old) throws Exception {
    write("crawlers/acmebot.yaml", ACME + "perSecond: " + (i + 1) + "\n");
    write("page.html", "<p>page " + i + "</p>");
    policy(
        "network: {asn: %s/" + (i % 2 == 0 ? "a" : "b") + ".mmdb, hosting: [" + (i + 1) + "]}",
        "crawlers: {folder: %s/crawlers, nameServers: [\"127.0.0.1:" + (10_000 + i) + "\"]}",
        "answers: {template: %s/page.html}");
    watch.look();
    assertThat(asn()).isEqualTo(i % 2 == 0 ? 64_501 : 64_502);
    assertThat(acme()).isEqualTo(CrawlerState.VERIFIED);
    Content content = services.take(PolicyReader.read(file));
    assertThat(content.template()).isEqualTo("<p>page " + i + "</p>");
    old.add(new WeakReference<>(content.networks()));
    old.add(new WeakReference<>(content.crawlers()));
    old.add(new WeakReference<>(content.verifier()));
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  private static long mapped() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    return Files.isReadable(maps)
        ? Files.readAllLines(maps).stream().filter(line -> line.contains(".mmdb")).count()
        : 0;
  }
}
