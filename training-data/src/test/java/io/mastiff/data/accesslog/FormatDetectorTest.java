package io.mastiff.data.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each format is told by itself and says the same of the same request. */
class FormatDetectorTest {
  private static final Path LOGS = Path.of("src/test/resources/accesslog");

  private static List<LogLine> read(Path file) throws IOException {
    LogFormat format = FormatDetector.ofFile(file).orElseThrow().another();
    List<LogLine> lines = new ArrayList<>();
    try (LogReader in = LogReader.open(file)) {
      for (String line = in.next(); line != null; line = in.next()) {
        if (!format.takeDirective(line)) {
          lines.add(format.parse(line).orElseThrow());
        }
      }
    }
    return lines;
  }

  @ParameterizedTest
  @CsvSource({
    "nginx.json,nginx JSON,25000,true",
    "caddy.json,Caddy JSON,25000,true",
    "traefik.json,Traefik JSON,25000,true",
    "traefik.log,Traefik CLF,25000,true",
    "combined.log,Common or Combined Log Format,-1,true",
    "common.log,Common or Combined Log Format,-1,false",
    "alb.log,AWS ALB,25000,false",
    "cloudfront.log,CloudFront,25000,true",
    "iis.log,W3C extended,25000,true"
  })
  void aFormatIsToldAndReadInAllItsFields(
      String name, String format, long took, boolean tellsReferer) throws IOException {
    Path file = LOGS.resolve(name);
    assertThat(FormatDetector.ofFile(file).orElseThrow().name()).isEqualTo(format);

    List<LogLine> lines = read(file);
    assertThat(lines).hasSize(2);
    LogLine first = lines.get(0);
    assertThat(first.address()).isEqualTo("203.0.113.7");
    assertThat(first.atMs() / 1000)
        .isEqualTo(Instant.parse("2026-03-01T09:00:00Z").getEpochSecond());
    assertThat(first.method()).isEqualTo("GET");
    assertThat(first.target()).isEqualTo("/p/42?x=1");
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.tookMicros()).isEqualTo(took);
    assertThat(first.user()).isEqualTo("-");
    assertThat(first.referer())
        .isEqualTo(tellsReferer && !name.equals("common.log") ? "https://shop.test/" : "-");
    assertThat(first.userAgent()).isEqualTo(name.equals("common.log") ? "-" : "Mozilla/5.0 (X11)");
    assertThat(lines.get(1).atMs() - first.atMs()).isBetween(1_000L, 1_500L);
    assertThat(lines.get(1).address()).isIn("203.0.113.8", "2001:db8::7");
  }

  @ParameterizedTest
  @CsvSource({"nginx.json", "caddy.json", "traefik.json", "alb.log", "cloudfront.log", "iis.log"})
  void theClientIsFoundWithoutReadingTheLine(String name) throws IOException {
    Path file = LOGS.resolve(name);
    LogFormat format = FormatDetector.ofFile(file).orElseThrow();
    String line =
        Files.readAllLines(file).stream()
            .filter(text -> !format.takeDirective(text) && text.contains("203.0.113.7"))
            .findFirst()
            .orElseThrow();
    LogFormat fresh = format.another();
    Files.readAllLines(file).stream().limit(5).forEach(fresh::takeDirective);

    assertThat(line.substring(fresh.addressAt(line))).startsWith("203.0.113.7");
  }

  @Test
  void columnsMayChangeInTheMiddle() throws IOException {
    LogLine second = read(LOGS.resolve("iis.log")).get(1);

    assertThat(second.method()).isEqualTo("HEAD");
    assertThat(second.status()).isEqualTo(404);
    assertThat(second.bytes()).isZero();
    assertThat(second.userAgent()).isEqualTo("-");
  }

  @Test
  void whatIsWrittenAsUtf8IsReadAsThat() throws IOException {
    assertThat(read(LOGS.resolve("nginx.json")).get(1).userAgent()).isEqualTo("Grün \"x\"");
    assertThat(read(LOGS.resolve("nginx.json")).get(1).target()).isEqualTo("/cart/add?id=4");
  }

  @Test
  void aBalancerThatReachedNoTargetTellsNoTime() throws IOException {
    assertThat(read(LOGS.resolve("alb.log")).get(1).tookMicros()).isEqualTo(-1);
    assertThat(read(LOGS.resolve("alb.log")).get(1).status()).isEqualTo(503);
  }

  @Test
  void junkHasNoFormatAndDamageNeverThrows() throws IOException {
    assertThat(
            FormatDetector.of(List.of("dear diary", "{}", "{\"a\":1}", "#x", "", "\u0000\u0001")))
        .isEmpty();
    SplittableRandom random = new SplittableRandom(5);
    List<LogFormat> all = FormatDetector.all();
    try (var files = Files.list(LOGS)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          for (int i = 0; i < 300; i++) {
            char[] damaged = line.toCharArray();
            for (int k = random.nextInt(4); k >= 0; k--) {
              damaged[random.nextInt(damaged.length)] = (char) random.nextInt(256);
            }
            String text = new String(damaged, 0, random.nextInt(damaged.length + 1));
            for (LogFormat format : all) {
              format.addressAt(text);
              assertThat(format.takeDirective(text) || format.parse(text) != null).isTrue();
            }
          }
        }
      }
    }
  }

  @Test
  void aLogThatGrowsIsToldByItsFirstReadableLine() throws IOException {
    FirstFormat format = new FirstFormat();
    for (String line : Files.readAllLines(LOGS.resolve("iis.log")).subList(0, 4)) {
      assertThat(format.takeDirective(line)).isTrue();
    }
    assertThat(format.parse("junk")).isEmpty();
    String row = Files.readAllLines(LOGS.resolve("iis.log")).get(4);
    assertThat(format.parse(row)).isPresent();
    assertThat(format.name()).isEqualTo("W3C extended");
    assertThat(format.another().parse(row)).isPresent();
  }
}
