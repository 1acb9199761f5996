package io.mastiff.standalone.frontlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeClock;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.capacity.CapacityPolicy;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real log, written and rotated, as the signal of a real engine. */
class FrontLogTest {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
  @TempDir Path folder;
  private long nowMs = 1_795_771_800_000L;
  private final List<String> warnings = new ArrayList<>();
  private Path file;
  private DecisionEngine engine;
  private FrontLog log;

  private void start() {
    file = folder.resolve("access.log");
    EdgeClock clock =
        new EdgeClock() {
          @Override
          public long millis() {
            return nowMs;
          }

          @Override
          public long nanoTime() {
            return nowMs * 1_000_000;
          }
        };
    engine = DecisionEngine.builder().clock(clock).policy(policy(file)).build();
    log = new FrontLog(engine, () -> nowMs, warnings::add);
    log.look();
  }

  private static Policy policy(Path file) {
    CapacityPolicy byLog =
        new CapacityPolicy(CapacityPolicy.Signal.LOG, 10, 1000, 2, file.toString());
    return Policy.DEFAULT.toBuilder().capacity(byLog).build();
  }

  @AfterEach
  void stop() {
    log.close();
  }

  private void ask() {
    engine.released(
        engine.decide(
            new EdgeRequest(
                "GET",
                "/p/1",
                "h",
                IpAddress.v4(7),
                "http",
                "HTTP/1.1",
                Headers.builder().build())),
        ResponseFacts.UNSEEN);
  }

  /** A second in which 100 requests come, whose lines are added to {@code to}. */
  private void second(Path to, String rest) throws IOException {
    for (int tick = 0; tick < 5; tick++) {
      nowMs += 200;
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        ask();
        lines.append(
            "203.0.113.7 - - [%s] \"GET /p/%d HTTP/1.1\" 200 9 \"-\" \"Firefox\"%s\n"
                .formatted(TIME.format(Instant.ofEpochMilli(nowMs)), i, rest));
      }
      Files.writeString(to, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      log.look();
    }
  }

  private void seconds(int many, String rest) throws IOException {
    for (int i = 0; i < many; i++) {
      second(file, rest);
    }
  }

  private String word() {
    return engine.capacity().word();
  }

  @Test
  void theLogIsFollowedAcrossRotationAndSlownessIsSeen() throws IOException {
    start();
    seconds(10, " upstream=0.050 upstream_status=200");
    assertThat(word()).isEqualTo("log");
    assertThat(engine.capacity().underWay()).isBetween(4, 6);

    Path old = folder.resolve("access.log.1");
    Files.move(file, old);
    second(old, " upstream=0.050 upstream_status=200");
    Files.createFile(file);
    seconds(10, " upstream=1.000 upstream_status=200");
    assertThat(engine.capacity().underWay()).isBetween(80, 120);
    assertThat(engine.capacity().pressure()).isGreaterThan(1);

    Files.writeString(file, "");
    seconds(20, " upstream=0.050 upstream_status=200");
    assertThat(engine.capacity().underWay()).as("copied and cut").isBetween(4, 6);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aLogThatIsAwayOrTellsNoTimeIsLostWithOneWarningAndFound() throws IOException {
    start();
    for (int i = 0; i < 100; i++) {
      nowMs += 200;
      ask();
      log.look();
    }
    assertThat(word()).isEqualTo("log-missing");
    assertThat(engine.capacity().limit()).isEqualTo(1000);
    seconds(30, "");
    assertThat(word()).isEqualTo("log-unreadable");
    assertThat(warnings).hasSize(1);

    seconds(1, " upstream=0.050 upstream_status=200");
    assertThat(word()).isEqualTo("log");
    for (int i = 0; i < 100; i++) {
      nowMs += 200;
      ask();
      log.look();
    }
    assertThat(word()).isEqualTo("log-silent");
    assertThat(warnings).hasSize(2);
  }

  @Test
  void answersOfTheFrontItselfAreNoneOfTheStores() throws IOException {
    start();
    for (int i = 0; i < 30; i++) {
      second(file, i % 2 == 0 ? " upstream=0.100 upstream_status=200" : " upstream=-");
    }

    assertThat(word()).isEqualTo("log");
    assertThat(engine.capacity().underWay())
        .as("half of 100 a second, 100 ms each")
        .isBetween(4, 7);
  }

  @Test
  void aChangedPolicyIsFollowedToAnotherFileAndAwayFromLogs() throws IOException {
    start();
    seconds(2, " upstream=0.050");
    file = folder.resolve("other.log");
    engine.use(policy(file));
    assertThat(word()).isEqualTo("log-waiting");
    seconds(2, " upstream=0.050");
    assertThat(word()).isEqualTo("log");

    engine.use(Policy.DEFAULT);
    log.look();
    assertThat(word()).isEqualTo("measured");
  }
}
