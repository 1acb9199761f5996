package io.mastiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.mastiff.broker.BrokerProcess;
import io.mastiff.event.Action;
import io.mastiff.event.EntryKey;
import io.mastiff.event.Topics;
import io.mastiff.standalone.operator.OperatorDesk;
import io.mastiff.standalone.proof.Feed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A stream as its operator sees it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StreamAdminIT {
  private static final Topics TOPICS = Topics.defaults();
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final Path BOUNCER = Path.of("/usr/bin/crowdsec-custom-bouncer");

  @TempDir static Path folder;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static BrokerProcess broker;
  private static StreamChild stream;

  @BeforeAll
  static void start() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
    broker = BrokerProcess.start(folder.resolve("broker"), 0);
    stream =
        StreamChild.start(
            folder.resolve("stream"),
            broker.bootstrap(),
            List.of("--admin", "127.0.0.1:0", "--crowdsec-key-file", key.toString()));
  }

  @AfterAll
  static void stop() {
    stream.close();
    broker.close();
  }

  private static HttpResponse<String> get(String path, String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stream.adminPort() + path))
            .header("X-Api-Key", key)
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static double figure(String name) {
    try {
      return get("/metrics", "")
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Order(1)
  void itSaysThatItIsReadyAndWhatItDid() throws Exception {
    assertThat(get("/health", "").statusCode()).isEqualTo(200);
    assertThat(get("/ready", "").statusCode()).isEqualTo(200);
    assertThat(get("/elsewhere", "").statusCode()).isEqualTo(404);
    long sent;
    try (Feed feed = new Feed(broker.bootstrap(), TOPICS, 500, 1)) {
      await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> figure("mastiff_stream_events_total") > 1_000);
      feed.end();
      sent = feed.offered();
    }
    await().atMost(30, TimeUnit.SECONDS).until(() -> figure("mastiff_stream_events_total") == sent);
    assertThat(figure("mastiff_stream_ready")).isEqualTo(1);
    assertThat(figure("mastiff_stream_verdicts_total")).isPositive();
    assertThat(figure("mastiff_stream_sessions")).isPositive();
    await().atMost(60, TimeUnit.SECONDS).until(() -> figure("mastiff_stream_cohorts") > 0);
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> figure("mastiff_stream_verdict_latency_max_ms") > 0);
    await().atMost(60, TimeUnit.SECONDS).until(() -> figure("mastiff_stream_lag") == 0);
  }

  @Test
  @Order(2)
  void aBouncerWithTheKeyFindsTheListedAddresses() throws Exception {
    try (OperatorDesk desk = new OperatorDesk(broker.bootstrap(), TOPICS)) {
      EntryKey seven = EntryKey.parse("address:203.0.113.7").orElseThrow();
      desk.add(seven, Action.BLOCK, Duration.ofHours(1), "a test", "somebody");
    }

    assertThat(get("/v1/decisions/stream?startup=true", "").statusCode()).isEqualTo(403);
    assertThat(get("/v1/decisions/stream?startup=true", "0".repeat(32)).statusCode())
        .isEqualTo(403);
    await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> get("/v1/decisions?ip=203.0.113.7", KEY).body().contains("ban"));
    assertThat(get("/v1/decisions?ip=nonsense", KEY).statusCode()).isEqualTo(400);
    assertThat(get("/v1/decisions/stream?startup=true", KEY).body())
        .contains("\"value\":\"203.0.113.7\"", "\"type\":\"ban\"", "\"deleted\":[]");
    assertThat(get("/v1/decisions?ip=203.0.113.7", KEY).body()).contains("\"scope\":\"Ip\"");
    assertThat(get("/v1/decisions?ip=203.0.113.8", KEY).body()).isEqualTo("null");
  }

  @Test
  @Order(3)
  void aBouncerOfCrowdSecIsADoorOfOurs() throws Exception {
    assumeThat(Files.isExecutable(BOUNCER)).as("installed").isTrue();
    Path said = folder.resolve("said");
    Path script = Files.writeString(folder.resolve("script"), "#!/bin/sh\necho \"$@\" >> " + said);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Path config =
        Files.writeString(
            folder.resolve("bouncer.yaml"),
            """
            bin_path: %s
            piddir: %s
            update_frequency: 1s
            cache_retention_duration: 1s
            daemonize: false
            log_mode: stdout
            log_level: info
            api_url: http://127.0.0.1:%d/
            api_key: %s
            prometheus:
              enabled: false
            """
                .formatted(script, folder, stream.adminPort(), KEY));
    Process bouncer =
        new ProcessBuilder(BOUNCER.toString(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("bouncer.out").toFile())
            .start();
    try (OperatorDesk desk = new OperatorDesk(broker.bootstrap(), TOPICS)) {
      EntryKey nine = EntryKey.parse("network:198.51.100.0/24").orElseThrow();
      desk.add(nine, Action.BLOCK, Duration.ofHours(1), "a test", "somebody");
      await()
          .atMost(30, TimeUnit.SECONDS)
          .until(
              () -> Files.exists(said) && Files.readString(said).contains("add 198.51.100.0/24"));
      desk.lift(nine, "somebody");
      await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> Files.readString(said).contains("del 198.51.100.0/24"));
    } finally {
      bouncer.destroy();
      bouncer.waitFor(5, TimeUnit.SECONDS);
    }
  }

  @Test
  @Order(4)
  void itIsResetOnlyWhenNobodyRunsAndThenReadsAnew() {
    Path state = folder.resolve("stream").resolve("state");
    Said refused =
        Said.by("stream", "--kafka", broker.bootstrap(), "--state-dir", state, "--reset");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--reset: still running: stream-1").doesNotContain("\tat ");

    double before = figure("mastiff_stream_events_total");
    stream.close();
    stream =
        StreamChild.start(
            folder.resolve("stream"),
            broker.bootstrap(),
            List.of("--admin", "127.0.0.1:0", "--reset"));
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> figure("mastiff_stream_events_total") == before);
  }
}
