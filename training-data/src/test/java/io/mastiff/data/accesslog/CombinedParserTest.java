package io.mastiff.data.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CombinedParserTest {
  private static final String LINE =
      "203.0.113.7 - alice [22/Jan/2019:03:56:14 +0330] \"GET /p/42?x=1 HTTP/1.1\" 200 30577"
          + " \"https://shop.test/\" \"Mozilla/5.0 (X11)\"";

  private final CombinedParser parser = new CombinedParser();

  private LogLine read(String line) {
    Optional<LogLine> parsed = parser.parse(line);
    assertThat(parsed).as(line).isPresent();
    return parsed.get();
  }

  @Test
  void readsEveryField() {
    LogLine line = read(LINE);

    assertThat(line)
        .isEqualTo(
            new LogLine(
                "203.0.113.7",
                "alice",
                Instant.parse("2019-01-22T00:26:14Z").toEpochMilli(),
                "GET",
                "/p/42?x=1",
                "HTTP/1.1",
                200,
                30577,
                "https://shop.test/",
                "Mozilla/5.0 (X11)",
                false));
  }

  @Test
  void furtherQuotedFieldsAreLeftAlone() {
    assertThat(read(LINE + " \"-\"").userAgent()).isEqualTo("Mozilla/5.0 (X11)");
    assertThat(read(LINE + " \"10.0.0.1\" 0.003").userAgent()).isEqualTo("Mozilla/5.0 (X11)");
  }

  @Test
  void readsTheCommonFormatAndMissingBytes() {
    LogLine line = read("h.example - - [01/Mar/2016:00:00:00 +0000] \"HEAD / HTTP/1.0\" 304 -");

    assertThat(line.bytes()).isEqualTo(-1);
    assertThat(line.userAgent()).isEqualTo("-");
    assertThat(line.method()).isEqualTo("HEAD");
  }

  @Test
  void escapedQuotesDoNotEndAField() {
    LogLine line =
        read(
            "1.2.3.4 - - [01/Mar/2016:00:00:00 +0000] \"GET /a\\\"b HTTP/1.1\" 200 1 \"-\""
                + " \"x \\\"y\\\" z\"");

    assertThat(line.target()).isEqualTo("/a\"b");
    assertThat(line.userAgent()).isEqualTo("x \"y\" z");
  }

  @Test
  void aUserAgentThatIsNeverClosedIsReadLeniently() {
    LogLine line = read(LINE.substring(0, LINE.length() - 1));

    assertThat(line.userAgent()).isEqualTo("Mozilla/5.0 (X11)");
    assertThat(line.lenient()).isTrue();
  }

  @Test
  void aRequestThatIsNoneKeepsItsText() {
    LogLine line =
        read("1.2.3.4 - - [01/Mar/2016:00:00:00 +0000] \"\\x16\\x03\\x01\" 400 226 \"-\" \"-\"");

    assertThat(line.method()).isEmpty();
    assertThat(line.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "2016-03-01 00:00:00 INFO started",
        "1.2.3.4 - - [01/Foo/2016:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1",
        "1.2.3.4 - - [01/Mar/2016:00:00:00 +0000] \"GET / HTTP/1.1\" abc 1",
        "1.2.3.4 - - [01/Mar/2016:00:00:00 +0000] \"GET / HTTP/1.1",
        "1.2.3.4 - - [01/Mar/2016:00:00:00 +0000] \"GET / HTTP/1.1\" 200",
        "{\"remote_addr\":\"1.2.3.4\"}"
      })
  void whatIsNoLineIsRefused(String line) {
    assertThat(parser.parse(line)).isEmpty();
  }

  @Test
  void randomDamageNeverThrows() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 20_000; i++) {
      char[] line = LINE.toCharArray();
      for (int k = random.nextInt(5); k >= 0; k--) {
        line[random.nextInt(line.length)] = (char) random.nextInt(256);
      }
      int length = random.nextInt(line.length + 1);
      assertThat(parser.parse(new String(line, 0, length))).isNotNull();
    }
  }

  @Test
  void anEndlessLineIsRefused() {
    assertThat(parser.parse("x".repeat(1_000_000))).isEmpty();
  }
}
