package io.mastiff.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.standalone.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code data review}: from a log to a file, and back as labels. */
class ReviewTest {
  private static final String SCRAPER = "Grab, \\\"er\\\" caf\u00e9;1.0 ";

  @TempDir Path folder;

  private record Result(int code, String err) {}

  private static Result run(Object... args) {
    List<String> texts = new ArrayList<>();
    for (Object arg : args) {
      texts.add(arg.toString());
    }
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      return new Result(
          Main.run(texts.toArray(String[]::new)), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  private Path log() throws Exception {
    ShopLog log = new ShopLog(31).people(400, true);
    for (int client = 0; client < 40; client++) {
      for (int i = 0; i < 30; i++) {
        log.line(client * 400 + i * 3L, "198.51." + client + ".7", "/p/" + i, 9_000, "-", SCRAPER);
      }
    }
    return Files.write(folder.resolve("a.log"), log.lines(), StandardCharsets.ISO_8859_1);
  }

  private static List<String> lines(Path file) throws Exception {
    return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
  }

  @Test
  void theFilledFileComesBackAsLabels() throws Exception {
    Path log = log();
    Path review = folder.resolve("review.csv");
    assertThat(run("data", "review", log, "-n", 120, "-o", review).code()).isZero();
    List<String> rows = lines(review);
    assertThat(rows).hasSize(121);
    assertThat(rows.get(0)).startsWith("address+agent,label,chosen,");
    assertThat(rows).filteredOn(row -> row.contains(",,doubtful,")).hasSize(60);
    assertThat(rows).filteredOn(row -> row.contains(",,random,")).hasSize(60);

    List<String> filled = new ArrayList<>(rows.subList(0, 1));
    int left = 0;
    int bots = 0;
    for (String row : rows.subList(1, rows.size())) {
      boolean bot = row.contains("Grab");
      boolean unsure = !bot && left++ < 20;
      bots += bot ? 1 : 0;
      filled.add(unsure ? row : row.replaceFirst(",,(?=doubt|rand)", bot ? ",bot," : ",human,"));
    }
    assertThat(bots).isGreaterThan(3);
    Files.write(review, filled, StandardCharsets.ISO_8859_1);
    Path json = folder.resolve("import.json");
    Result result =
        run("data", "import", log, "--labels", review, "-o", folder.resolve("d"), "--json", json);

    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures.get("labelsWithoutSession").asInt()).isZero();
    assertThat(figures.get("labelled").asInt()).isBetween(100, 200);
  }

  @Test
  void anUnfilledFileIsOneClearError() throws Exception {
    Path log = log();
    Path review = folder.resolve("review.csv");
    run("data", "review", log, "-o", review);
    Result result = run("data", "import", log, "--labels", review, "-o", folder.resolve("d"));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).contains("review.csv", "column label", "fill");
    assertThat(folder.resolve("d")).doesNotExist();
  }

  @Test
  void whatWasFilledIsNeverOverwritten() throws Exception {
    Path log = log();
    Path review = Files.writeString(folder.resolve("review.csv"), "a day's work");
    Result result = run("data", "review", log, "-o", review);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("there already");
    assertThat(Files.readString(review)).isEqualTo("a day's work");
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherOtherVisits() throws Exception {
    Path log = log();
    Path first = folder.resolve("1.csv");
    Path again = folder.resolve("2.csv");
    Path other = folder.resolve("3.csv");
    run("data", "review", log, "-n", 40, "-o", first);
    run("data", "review", log, "-n", 40, "-o", again);
    run("data", "review", log, "-n", 40, "--seed", 8, "-o", other);

    assertThat(lines(again)).isEqualTo(lines(first));
    assertThat(lines(other)).isNotEqualTo(lines(first));
    assertThat(lines(other).subList(0, 21)).isEqualTo(lines(first).subList(0, 21));
  }
}
