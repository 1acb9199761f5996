package io.mastiff.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.classifier.ModelReader;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.Privacy;
import io.mastiff.standalone.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  @TempDir Path folder;

  private static String line(
      String address, String user, long second, String target, String agent) {
    return String.format(
        "%s - %s [%s] \"GET %s HTTP/1.1\" 200 5000 \"-\" \"%s\"",
        address, user, TIME.format(Instant.ofEpochSecond(1_700_000_000L + second)), target, agent);
  }

  /** A shop's hour: people who read and buy, one loop at ten pages a second. */
  static List<String> shop(String userOfLoop) {
    List<String> lines = new ArrayList<>();
    for (int second = 0; second < 3_600; second++) {
      int person = second % 40;
      String address = "198.51." + person + ".7";
      if (second / 40 % 3 == person % 3) {
        lines.add(line(address, "-", second, "/p/" + second * 31 % 500, "Firefox"));
        for (String asset : new String[] {"a.css", "b.js", "c.jpg", "d.jpg"}) {
          lines.add(line(address, "-", second, "/" + asset, "Firefox"));
        }
      }
      if (second % 400 == 399) {
        lines.add(line(address, "-", second, "/checkout/success", "Firefox"));
      }
      if (second >= 1_000 && second < 1_060) {
        for (int i = 0; i < 10; i++) {
          String target = "/p/" + ((second - 1_000) * 10 + i);
          lines.add(line("203.0.113.7", userOfLoop, second, target, "curl/8"));
        }
      }
    }
    return lines;
  }

  private JsonNode audit(boolean byUser, Path sessions, Path... logs) throws Exception {
    return audit(Policy.DEFAULT, byUser, sessions, logs);
  }

  private static JsonNode audit(Policy policy, boolean byUser, Path sessions, Path... logs)
      throws Exception {
    return AuditRun.of(
            List.of(logs), ModelReader.defaultModel(), policy, byUser, sessions, done -> {})
        .json(new ObjectMapper());
  }

  private Path write(String name, List<String> lines) throws Exception {
    return Files.write(folder.resolve(name), lines, StandardCharsets.ISO_8859_1);
  }

  @Test
  void whereAddressesAreHashedTheReportFindsTheSameAndTellsNone() throws Exception {
    Privacy hashed = new Privacy(Privacy.Addresses.HASHED, "a-secret-of-16-chars", true, true);
    Policy policy = Policy.DEFAULT.toBuilder().privacy(hashed).build();
    Path log = write("a.log", shop("-"));
    Path rows = folder.resolve("s.csv");
    JsonNode figures = audit(policy, false, rows, log);

    assertThat(figures.get("verdicts")).isEqualTo(audit(false, null, log).get("verdicts"));
    assertThat(figures.get("top").get(0).get("client").asText()).matches("h:[0-9a-f]{24}");
    assertThat(figures.toString()).doesNotContain("203.0.113", "198.51.");
    assertThat(Files.readString(rows)).doesNotContain("203.0.113", "198.51.");
  }

  @Test
  void theLoopIsFoundAndNobodyElse() throws Exception {
    List<String> lines = shop("-");
    JsonNode figures = audit(false, null, write("a.log", lines));

    assertThat(figures.get("lines").asInt()).isEqualTo(lines.size());
    assertThat(figures.get("bad").asInt()).isZero();
    assertThat(figures.get("verdicts").get("scraper").asInt()).isEqualTo(1);
    assertThat(figures.get("top").get(0).get("client").asText()).isEqualTo("203.0.113.7");
    assertThat(figures.get("top").get(0).get("reasons")).isNotEmpty();
    assertThat(figures.get("wouldDeny").get("requests").asInt()).isBetween(500, 599);
    assertThat(figures.get("wouldDeny").get("bytes").asInt())
        .isEqualTo(figures.get("wouldDeny").get("requests").asInt() * 5_000);
    assertThat(figures.get("orders").get("all").asInt()).isEqualTo(9);
    assertThat(figures.get("orders").get("touched").asInt()).isZero();
    assertThat(figures.get("catalogue").get("taken").asInt()).isGreaterThan(400);
  }

  @Test
  void gzipAndPlainGiveTheSameFigures() throws Exception {
    List<String> lines = shop("-");
    Path packed = folder.resolve("a.log.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }
    JsonNode plain = audit(false, null, write("a.log", lines));
    JsonNode gzip = audit(false, null, packed);

    for (String field :
        List.of("lines", "sessions", "verdicts", "wouldDeny", "top", "from", "to")) {
      assertThat(gzip.get(field)).as(field).isEqualTo(plain.get(field));
    }
  }

  @Test
  void badLinesAreCountedAndTheFirstThreeNamed() throws Exception {
    List<String> lines = shop("-");
    for (int i = 0; i < 5; i++) {
      lines.add(100 * (i + 1), "broken \u001b[31m line " + i);
    }
    JsonNode figures = audit(false, null, write("a.log", lines));

    assertThat(figures.get("bad").asInt()).isEqualTo(5);
    assertThat(figures.get("badLines")).hasSize(3);
    assertThat(figures.get("badLines").get(0).get("line").asInt()).isEqualTo(101);
    assertThat(figures.get("badLines").get(0).get("text").asText()).doesNotContain("\u001b");
  }

  @Test
  void theUserFieldCanNameTheSession() throws Exception {
    Path csv = folder.resolve("sessions.csv");
    audit(true, csv, write("a.log", shop("robot-17")));

    List<String> rows = Files.readAllLines(csv);
    assertThat(rows.get(0))
        .isEqualTo("session,client,first,last,requests,pages,score,verdict,reasons");
    List<String> robot = rows.stream().filter(row -> row.startsWith("robot-17,")).toList();
    assertThat(robot).hasSize(1);
    assertThat(robot.get(0)).contains(",203.0.113.7,".substring(1)).contains(",600,600,");
    assertThat(robot.get(0)).contains(",scraper,");
  }

  @Test
  void theSessionsFileHasARowForEachSession() throws Exception {
    Path csv = folder.resolve("sessions.csv");
    JsonNode figures = audit(false, csv, write("a.log", shop("-")));

    assertThat(Files.readAllLines(csv)).hasSize(figures.get("sessions").asInt() + 1);
  }

  @Test
  void aCellThatASpreadsheetWouldRunIsDisarmed() throws Exception {
    Path csv = folder.resolve("sessions.csv");
    audit(
        true,
        csv,
        write("a.log", List.of(line("203.0.113.7", "=cmd|'/c calc'!A1", 0, "/p/1", "x"))));

    assertThat(Files.readAllLines(csv).get(1)).startsWith("'=cmd");
  }

  @Test
  void whatIsNoLogIsOneClearError() throws Exception {
    Path text = write("notes.txt", List.of("dear diary", "today nothing happened"));

    assertThatThrownBy(() -> audit(false, folder.resolve("s.csv"), text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not an access log")
        .hasMessageContaining("dear diary");
    assertThat(folder.resolve("s.csv")).doesNotExist();
    assertThatThrownBy(() -> audit(false, null, folder.resolve("none.log")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void watchSaysWhomItWouldListAsItHappensAcrossRotation() throws Exception {
    Path log = write("live.log", List.of());
    List<String> said = new ArrayList<>();
    Watch watch =
        new Watch(ModelReader.defaultModel(), Policy.DEFAULT, true, event -> {}, said::add);
    List<String> lines = shop("-");
    int half = lines.size() / 2;
    int[] polls = {0};
    watch.follow(
        List.of(log.toString()),
        false,
        () -> {
          int n = polls[0]++;
          try {
            if (n == 1) {
              Files.write(log, lines.subList(0, half), StandardCharsets.ISO_8859_1);
            } else if (n == 2) {
              Files.write(
                  log,
                  lines.subList(half, half + 100),
                  StandardCharsets.ISO_8859_1,
                  java.nio.file.StandardOpenOption.APPEND);
              Files.move(log, folder.resolve("live.log.1"));
              Files.write(
                  log, lines.subList(half + 100, lines.size()), StandardCharsets.ISO_8859_1);
            }
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          return n == 4;
        });

    assertThat(watch.parsed()).isEqualTo(lines.size());
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).contains("203.0.113.7").contains("scraper");
  }
}
