package io.mastiff.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.classifier.ModelReader;
import io.mastiff.data.accesslog.CombinedParser;
import io.mastiff.data.accesslog.LogLine;
import io.mastiff.edge.policy.Policy;
import io.mastiff.standalone.UserError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same hour in every format is the same to audit and watch. */
class AuditFormatsTest {
  private static final String COLUMNS =
      "#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes cs(User-Agent)";

  @TempDir Path folder;

  private static String nginx(LogLine line) {
    return String.format(
        "{\"remote_addr\":\"%s\",\"time_iso8601\":\"%s\",\"request\":\"%s %s HTTP/1.1\","
            + "\"status\":\"%d\",\"body_bytes_sent\":\"%d\",\"http_user_agent\":\"%s\"}",
        line.address(),
        Instant.ofEpochMilli(line.atMs()),
        line.method(),
        line.target(),
        line.status(),
        line.bytes(),
        line.userAgent());
  }

  private static String alb(LogLine line) {
    return String.format(
        "https %s app/shop/1 %s:4711 10.0.0.1:80 0.0 0.1 0.0 %d 200 10 %d"
            + " \"%s https://shop.test:443%s HTTP/1.1\" \"%s\" - - -",
        Instant.ofEpochMilli(line.atMs()),
        line.address(),
        line.status(),
        line.bytes(),
        line.method(),
        line.target(),
        line.userAgent());
  }

  private static String w3c(LogLine line) {
    return String.join(
        " ",
        Instant.ofEpochMilli(line.atMs()).toString().replace('T', ' ').replace("Z", ""),
        line.address(),
        line.method(),
        line.target(),
        "" + line.status(),
        "" + line.bytes(),
        line.userAgent());
  }

  private static List<String> as(Function<LogLine, String> format) {
    CombinedParser parser = new CombinedParser();
    return AuditTest.shop("-").stream()
        .map(text -> format.apply(parser.parse(text).orElseThrow()))
        .toList();
  }

  private Path write(String name, List<String> lines) throws Exception {
    return Files.write(folder.resolve(name), lines, StandardCharsets.ISO_8859_1);
  }

  private static JsonNode audit(Path... logs) throws Exception {
    return AuditRun.of(
            List.of(logs), ModelReader.defaultModel(), Policy.DEFAULT, false, null, done -> {})
        .json(new ObjectMapper());
  }

  @Test
  void everyFormatGivesTheSameFigures() throws Exception {
    JsonNode combined = audit(write("combined.log", AuditTest.shop("-")));
    List<String> columns = new ArrayList<>(as(AuditFormatsTest::w3c));
    columns.add(0, COLUMNS);
    List<Path> others =
        List.of(
            write("nginx.log", as(AuditFormatsTest::nginx)),
            write("alb.log", as(AuditFormatsTest::alb)),
            write("iis.log", columns));

    assertThat(combined.at("/verdicts/scraper").asInt()).isEqualTo(1);
    for (Path other : others) {
      JsonNode figures = audit(other);
      assertThat(figures.get("bad").asInt()).as(other.toString()).isZero();
      for (String field : List.of("sessions", "verdicts", "wouldDeny", "top", "from", "to")) {
        assertThat(figures.get(field)).as(other + " " + field).isEqualTo(combined.get(field));
      }
    }
  }

  @Test
  void filesOfSeveralFormatsAreOneLog() throws Exception {
    List<String> nginx = as(AuditFormatsTest::nginx);
    List<String> combined = AuditTest.shop("-");
    int half = combined.size() / 2;
    write("access.log.1", nginx.subList(0, half));
    write("access.log", combined.subList(half, combined.size()));
    JsonNode figures = audit(folder.resolve("access.log*"));

    assertThat(figures.get("verdicts")).isEqualTo(audit(write("whole", combined)).get("verdicts"));
    assertThat(figures.get("formats")).hasSize(2);
    assertThat(figures.get("bad").asInt()).isZero();
  }

  @Test
  void linesOfAnotherFormatAreCountedAndNamed() throws Exception {
    List<String> mixed = new ArrayList<>(AuditTest.shop("-"));
    mixed.addAll(as(AuditFormatsTest::nginx).subList(0, 50));
    mixed.add("y".repeat(1_000_000));
    JsonNode figures = audit(write("mixed.log", mixed));

    assertThat(figures.get("bad").asInt()).isEqualTo(51);
    assertThat(figures.at("/badKinds/of another format (nginx JSON)").asInt()).isEqualTo(50);
    assertThat(figures.at("/badKinds/over 64 kB").asInt()).isEqualTo(1);
  }

  @Test
  void gzipThatEndsEarlyIsReadAsFarAsItGoes() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(String.join("\n", AuditTest.shop("-")).getBytes(StandardCharsets.ISO_8859_1));
    }
    byte[] bytes = packed.toByteArray();
    Path half = Files.write(folder.resolve("a.gz"), Arrays.copyOf(bytes, bytes.length / 2));
    JsonNode figures = audit(half);

    assertThat(figures.get("parsed").asInt()).isGreaterThan(1_000);
    assertThat(figures.get("damaged").get(0).asText()).contains("a.gz").contains("in the middle");
    Path junk = Files.write(folder.resolve("b.gz"), new byte[] {0x1f, (byte) 0x8b, 9, 9});
    assertThatThrownBy(() -> audit(junk))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("b.gz")
        .hasMessageContaining("compressed data");
  }

  @Test
  void watchTellsTheFormatOfAFileThatIsEmptyYet() throws Exception {
    Path log = write("live.log", List.of());
    List<String> lines = as(AuditFormatsTest::nginx);
    List<String> said = new ArrayList<>();
    Watch watch =
        new Watch(ModelReader.defaultModel(), Policy.DEFAULT, true, event -> {}, said::add);
    int[] polls = {0};
    watch.follow(
        List.of(log.toString()),
        false,
        () -> {
          try {
            if (polls[0]++ == 1) {
              Files.write(log, lines, StandardCharsets.ISO_8859_1);
            }
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          return polls[0] == 4;
        });

    assertThat(watch.parsed()).isEqualTo(lines.size());
    assertThat(watch.bad()).isZero();
    assertThat(said).hasSize(1);
  }
}
