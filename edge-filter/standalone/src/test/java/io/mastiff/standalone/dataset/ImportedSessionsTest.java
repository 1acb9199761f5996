package io.mastiff.standalone.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a session of a log begins and ends. */
class ImportedSessionsTest extends ImportedLogs {
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
}
