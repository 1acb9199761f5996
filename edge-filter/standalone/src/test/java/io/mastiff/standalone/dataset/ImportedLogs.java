package io.mastiff.standalone.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.standalone.Said;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;

/** Logs, their files of labels, and the command line that makes datasets of them. */
abstract class ImportedLogs {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
  static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Firefox/120.0";

  @TempDir Path folder;

  static JsonNode done(Object... args) throws Exception {
    Said result = Said.by(args);
    assertThat(result.code()).as(result.err()).isZero();
    return new ObjectMapper().readTree(result.out());
  }

  static void refused(String expected, Object... args) {
    Said result = Said.by(args);
    assertThat(result.code()).as(result.out()).isEqualTo(2);
    assertThat(result.err().lines()).as(result.err()).hasSize(1);
    assertThat(result.err()).contains(expected).doesNotContain("Exception");
  }

  static String line(String address, String user, long second, String target, String agent) {
    return String.format(
        "%s - %s [%s] \"GET %s HTTP/1.1\" 200 5000 \"-\" \"%s\"",
        address, user, TIME.format(Instant.ofEpochSecond(1_700_000_000L + second)), target, agent);
  }

  /** Twenty people with ids h…, who read slowly, and ten programs with ids b…. */
  static List<String> named() {
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

  Path labels(String separator) throws Exception {
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

  Path log(String name, List<String> lines) throws Exception {
    return Files.write(folder.resolve(name), lines, StandardCharsets.ISO_8859_1);
  }

  static List<List<String>> query(Path dataset, String sql) throws Exception {
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

  JsonNode importNamed(Path log, Path out, String... more) throws Exception {
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
}
