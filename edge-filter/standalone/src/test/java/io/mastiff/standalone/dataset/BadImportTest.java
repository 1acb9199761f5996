package io.mastiff.standalone.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.standalone.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of input that cannot be taken, and of lines that cannot be read. */
class BadImportTest extends ImportedLogs {
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
    Said result =
        Said.by(
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
