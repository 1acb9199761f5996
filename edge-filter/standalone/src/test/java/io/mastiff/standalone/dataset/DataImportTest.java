package io.mastiff.standalone.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.data.label.Splits;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.standalone.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code data import} and {@code data describe} from their files to their files. */
class DataImportTest {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Firefox/120.0";

  @TempDir Path folder;

  private record Result(int code, String out, String err) {}

  private static Result run(Object... args) {
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int code = Main.run(texts);
      return new Result(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  private static JsonNode done(Object... args) throws Exception {
    Result result = run(args);
    assertThat(result.code()).as(result.err()).isZero();
    return new ObjectMapper().readTree(result.out());
  }

  private static void refused(String expected, Object... args) {
    Result result = run(args);
    assertThat(result.code()).as(result.out()).isEqualTo(2);
    assertThat(result.err().lines()).as(result.err()).hasSize(1);
    assertThat(result.err()).contains(expected).doesNotContain("Exception");
  }

  private static String line(
      String address, String user, long second, String target, String agent) {
    return String.format(
        "%s - %s [%s] \"GET %s HTTP/1.1\" 200 5000 \"-\" \"%s\"",
        address, user, TIME.format(Instant.ofEpochSecond(1_700_000_000L + second)), target, agent);
  }

  /** Twenty people with ids h…, who read slowly, and ten programs with ids b…. */
  private static List<String> named() {
    List<String> lines = new ArrayList<>();
    for (int person = 0; person < 20; person++) {
      for (int page = 0; page < 6 + person % 3; page++) {
        long second = person * 50L + page * (20 + page * 7L);
        lines.add(line("-", "h" + person, second, "/p/" + page, BROWSER));
        lines.add(line("-", "h" + person, second, "/a.css", BROWSER));
      }
    }
    for (int bot = 0; bot < 10; bot++) {
      for (int page = 0; page < 40; page++) {
        lines.add(line("-", "b" + bot, bot * 9L + page, "/p/" + page, BROWSER));
      }
    }
    lines.add(line("-", "stranger", 5, "/", BROWSER));
    return lines;
  }

  private Path labels(String separator) throws Exception {
    List<String> rows = new ArrayList<>(List.of("id" + separator + "label"));
    for (int i = 0; i < 30; i++) {
      String split = i % 3 == 0 ? "test" : "train";
      boolean person = i < 20;
      String key = person ? "h" + i : "b" + (i - 20);
      rows.add(
          String.join(
              separator, key, person ? "student" : i % 2 == 0 ? "loud_bot" : "shy_bot", split));
    }
    return Files.write(folder.resolve("labels.csv"), rows);
  }

  private Path log(String name, List<String> lines) throws Exception {
    return Files.write(folder.resolve(name), lines, StandardCharsets.ISO_8859_1);
  }

  private static List<List<String>> query(Path dataset, String sql) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    try (var database = DriverManager.getConnection("jdbc:duckdb:");
        var statement = database.createStatement();
        ResultSet found =
            statement.executeQuery(sql.replace("ROWS", "'" + dataset + "/part-*.parquet'"))) {
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.add(found.getString(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private JsonNode importNamed(Path log, Path out, String... more) throws Exception {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "data",
                "import",
                log,
                "-o",
                out,
                "--labels",
                labels(","),
                "--session-field",
                "user",
                "--human",
                "student",
                "--bot",
                "loud_bot,shy_bot",
                "--json",
                "-"));
    args.addAll(List.of(more));
    return done(args.toArray());
  }

  @Test
  void namedSessionsGetTheirLabelsSplitsAndFamilies() throws Exception {
    Path out = folder.resolve("set");
    JsonNode figures = importNamed(log("a.log", named()), out);

    assertThat(figures.at("/splits/train").toString()).isEqualTo("{\"human\":13,\"bot\":7}");
    assertThat(figures.at("/splits/test").toString()).isEqualTo("{\"human\":7,\"bot\":3}");
    assertThat(figures.get("labelled").asInt()).isEqualTo(30);
    assertThat(figures.get("sessions").asInt()).isEqualTo(31);
    assertThat(figures.get("linesWithoutLabel").asInt()).isEqualTo(1);
    assertThat(figures.get("labelsWithoutSession").asInt()).isZero();
    assertThat(query(out, "SELECT family, count(*) FROM ROWS WHERE last GROUP BY 1 ORDER BY 1"))
        .containsExactly(
            List.of("loud_bot", "5"), List.of("shopper", "20"), List.of("shy_bot", "5"));
    assertThat(query(out, "SELECT pages, last FROM ROWS WHERE session = 'b3' ORDER BY 1, 2"))
        .extracting(row -> row.get(0) + row.get(1))
        .containsExactly(
            "1false", "2false", "3false", "5false", "8false", "13false", "21false", "34false",
            "40true");
    assertThat(query(out, "SELECT count(DISTINCT client) FROM ROWS"))
        .containsExactly(List.of("30"));
  }

  @Test
  void theOrderOfLinesAndFilesDoesNotMatter() throws Exception {
    Path whole = folder.resolve("whole");
    importNamed(log("a.log", named()), whole);
    List<String> shuffled = new ArrayList<>(named());
    Collections.shuffle(shuffled, new Random(4));
    log("x1.log", shuffled.subList(0, 200));
    log("x2.log", shuffled.subList(200, shuffled.size()));
    Path other = folder.resolve("other");
    importNamed(folder.resolve("x*.log"), other);

    String sql = "SELECT * FROM ROWS WHERE session LIKE 'b%' ORDER BY session, pages, last";
    assertThat(query(other, sql)).isEqualTo(query(whole, sql)).isNotEmpty();
  }

  @Test
  void theSameLogGivesTheSameBytes() throws Exception {
    Path log = log("a.log", named());
    importNamed(log, folder.resolve("one"));
    importNamed(log, folder.resolve("two"));

    assertThat(Files.readAllBytes(folder.resolve("one/part-00001.parquet")))
        .isEqualTo(Files.readAllBytes(folder.resolve("two/part-00001.parquet")));
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("a.log", "labels.csv", "one", "two");
  }

  @Test
  void whatIsMaskedIsMissingInEveryRow() throws Exception {
    Path out = folder.resolve("set");
    importNamed(log("a.log", named()), out, "--mask", "assets,status");

    for (String origin : List.of("assets", "status")) {
      for (String column : FeatureSchema.columnsFrom(origin)) {
        assertThat(query(out, "SELECT count(DISTINCT " + column + ") FROM ROWS"))
            .containsExactly(List.of("1"));
      }
    }
    assertThat(FeatureSchema.columnsFrom("assets")).isNotEmpty();
    refused("user-agent", "data", "import", folder.resolve("a.log"), "-o", out, "--mask", "colour");
  }

  /** A shop whose lines say themselves who is who. */
  private List<String> shop() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String buyer = "198.51." + i + ".7";
      lines.add(line(buyer, "-", i, "/p/1", BROWSER));
      lines.add(line(buyer, "-", i + 40, "/p/2", BROWSER));
      lines.add(line(buyer, "-", i + 60, "/cart", BROWSER));
      lines.add(line(buyer, "-", i + 90, "/checkout/success", BROWSER));
      lines.add(line("203.0." + i + ".9", "-", i, "/p/1", "Mozilla/5.0 (compatible; bingbot/2.0)"));
      lines.add(line("192.0." + i + ".9", "-", i, "/hidden/door", BROWSER));
      lines.add(line("100.100." + i + ".9", "-", i, "/p/3", BROWSER));
    }
    return lines;
  }

  @Test
  void aLogLabelsItselfByOrdersTrapsAndCrawlers() throws Exception {
    Path out = folder.resolve("set");
    JsonNode figures =
        done(
            "data",
            "import",
            log("a.log", shop()),
            "-o",
            out,
            "--trap",
            "/hidden/*",
            "--json",
            "-");

    assertThat(figures.at("/labels/purchase human").asInt()).isEqualTo(30);
    assertThat(figures.at("/labels/trap bot").asInt()).isEqualTo(30);
    assertThat(figures.at("/labels/declared-crawler bot").asInt()).isEqualTo(30);
    assertThat(figures.get("labelled").asInt()).isEqualTo(90);
    assertThat(figures.get("linesWithoutLabel").asInt()).isEqualTo(30);
    assertThat(query(out, "SELECT DISTINCT source, family, weight FROM ROWS ORDER BY 1"))
        .containsExactly(
            List.of("declared-crawler", "bingbot", "0.6"),
            List.of("purchase", "shopper", "0.9"),
            List.of("trap", "trap", "0.9"));
    assertThat(query(out, "SELECT max(pages) FROM ROWS WHERE source = 'purchase'"))
        .as("what came after the first cart page is left out")
        .containsExactly(List.of("2"));
    assertThat(query(out, "SELECT client, split FROM ROWS"))
        .allSatisfy(row -> assertThat(Splits.of(row.get(0))).isEqualTo(row.get(1)));
  }

  @Test
  void aCrawlersNameFromForeignNetworksIsFalse() throws Exception {
    Path crawlers = Files.createDirectory(folder.resolve("crawlers"));
    Files.writeString(crawlers.resolve("bingbot.ranges"), "203.0.0.0/24\n");
    Path policy =
        Files.writeString(folder.resolve("mastiff.yaml"), "crawlers: {folder: " + crawlers + "}\n");
    JsonNode figures =
        done(
            "data",
            "import",
            log("a.log", shop()),
            "-o",
            folder.resolve("set"),
            "--policy",
            policy,
            "--json",
            "-");

    assertThat(figures.at("/labels/false-claim bot").asInt()).isEqualTo(29);
    assertThat(figures.at("/labels/declared-crawler bot").asInt()).isEqualTo(1);
  }

  @Test
  void labelsByAddressReachAllItsSessionsAndAddressesCanBeHashed() throws Exception {
    Path labels =
        Files.write(
            folder.resolve("l.csv"),
            List.of("\"198.51.1.7|" + BROWSER + "\",human", "\"203.0.2.9|" + BROWSER + "\",human"));
    Path key = Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789abcdef");
    Path out = folder.resolve("set");
    JsonNode figures =
        done(
            "data",
            "import",
            log("a.log", shop()),
            "-o",
            out,
            "--labels",
            labels,
            "--label-key",
            "address+agent",
            "--hash-addresses",
            key,
            "--json",
            "-");

    assertThat(figures.get("labelled").asInt()).isEqualTo(1);
    assertThat(figures.get("labelsWithoutSession").asInt()).isEqualTo(1);
    assertThat(query(out, "SELECT DISTINCT session, client FROM ROWS").toString())
        .doesNotContain("198.51")
        .contains("h:");
  }

  @Test
  void aClientThatComesBackLaterHasTwoSessions() throws Exception {
    Path log =
        log(
            "a.log",
            List.of(
                line("203.0.113.7", "-", 4_000, "/hidden", "x"),
                line("203.0.113.7", "-", 0, "/hidden", "x"),
                line("203.0.113.7", "-", 60, "/p/1", "x")));
    Path out = folder.resolve("set");
    done("data", "import", log, "-o", out, "--trap", "/hidden", "--json", "-");

    assertThat(query(out, "SELECT pages, at_ms FROM ROWS WHERE last ORDER BY at_ms"))
        .containsExactly(List.of("2", "1700000000000"), List.of("1", "1700004000000"));
  }

  @Test
  void anAddressCanBeTheSessionAndLinesOfTheFutureAreCounted() throws Exception {
    long years = 100L * 365 * 86_400;
    Path log =
        log(
            "a.log",
            List.of(
                line("203.0.113.7", "-", 0, "/hidden", "one agent"),
                line("203.0.113.7", "-", 5, "/p/1", "another agent"),
                line("203.0.113.8", "-", years, "/hidden", "x")));
    Path out = folder.resolve("set");
    JsonNode figures =
        done(
            "data",
            "import",
            log,
            "-o",
            out,
            "--trap",
            "/hidden",
            "--session-field",
            "address",
            "--json",
            "-");

    assertThat(figures.get("future").asInt()).isEqualTo(1);
    assertThat(query(out, "SELECT session, pages FROM ROWS WHERE last ORDER BY 1"))
        .containsExactly(List.of("a:203.0.113.7#1", "2"), List.of("a:203.0.113.8#1", "1"));
  }

  @Test
  void describeCountsAndFindsWhatSeparatesAlone() throws Exception {
    Path out = folder.resolve("set");
    importNamed(log("a.log", named()), out);
    JsonNode figures = done("data", "describe", out, "--json", "-");

    assertThat(figures.get("groups")).hasSize(6);
    JsonNode ratio = null;
    for (JsonNode feature : figures.get("features")) {
      if (feature.get("feature").asText().equals("asset_ratio")) {
        ratio = feature;
      }
    }
    assertThat(ratio).isNotNull();
    assertThat(ratio.get("auc").asDouble()).isZero();
    assertThat(ratio.get("alarm").asBoolean()).isTrue();
    assertThat(ratio.get("missing").asDouble()).isZero();
    Result text = run("data", "describe", out);
    assertThat(text.out().lines().skip(1)).allSatisfy(l -> assertThat(l).hasSizeLessThan(81));
    assertThat(text.out()).contains("asset_ratio").contains("separate alone");
  }

  @Test
  void badInputIsOneLineAndLeavesNothing() throws Exception {
    Path log = log("a.log", named());
    Path out = folder.resolve("set");
    Path junk = Files.write(folder.resolve("junk.log"), new byte[200_000]);
    refused("not an access log", "data", "import", junk, "-o", out);
    refused("no such file", "data", "import", folder.resolve("none*.log"), "-o", out);
    refused("the logs label no session", "data", "import", log, "-o", out);
    refused(
        "neither: loud_bot, shy_bot",
        "data",
        "import",
        log,
        "-o",
        out,
        "--labels",
        labels(","),
        "--session-field",
        "user",
        "--human",
        "student");
    refused(
        "--session-field user",
        "data",
        "import",
        log,
        "-o",
        out,
        "--labels",
        labels(","),
        "--label-key",
        "session",
        "--human",
        "student",
        "--bot",
        "loud_bot,shy_bot");
    refused("holds no dataset", "data", "import", log, "-o", folder, "--trap", "/x");
    refused("no dataset", "data", "describe", folder);
    refused("begins with /", "data", "import", log, "-o", out, "--trap", "x");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.log", "junk.log", "labels.csv");
  }

  @Test
  void badLinesOfAllKindsAreCountedAndNamedOnce() throws Exception {
    List<String> lines = new ArrayList<>(named());
    lines.add(3, "x".repeat(70_000));
    lines.add(4, "junk");
    lines.add(
        5,
        "{\"remote_addr\":\"1.2.3.4\",\"time_iso8601\":\"2026-03-01T10:00:00Z\","
            + "\"request\":\"GET / HTTP/1.1\",\"status\":\"200\"}");
    Result result =
        run(
            "data",
            "import",
            log("a.log", lines),
            "-o",
            folder.resolve("set"),
            "--labels",
            labels(" "),
            "--session-field",
            "user",
            "--human",
            "student",
            "--bot",
            "loud_bot,shy_bot");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("3 bad")
        .contains("bad: 1 over 64 kB")
        .contains("bad: 1 of no known format")
        .contains("bad: 1 of another format (nginx JSON)");
  }
}
