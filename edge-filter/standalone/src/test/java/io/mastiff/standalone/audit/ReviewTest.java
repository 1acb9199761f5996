package io.mastiff.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.standalone.Said;
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
    assertThat(Said.by("data", "review", log, "-n", 120, "-o", review).code()).isZero();
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
    Said result =
        Said.by(
            "data", "import", log, "--labels", review, "-o", folder.resolve("d"), "--json", json);

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
    Said.by("data", "review", log, "-o", review);
    Said result = Said.by("data", "import", log, "--labels", review, "-o", folder.resolve("d"));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).contains("review.csv", "column label", "fill");
    assertThat(folder.resolve("d")).doesNotExist();
  }

  @Test
  void whatWasFilledIsNeverOverwritten() throws Exception {
    Path log = log();
    Path review = Files.writeString(folder.resolve("review.csv"), "a day's work");
    Said result = Said.by("data", "review", log, "-o", review);

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
    Said.by("data", "review", log, "-n", 40, "-o", first);
    Said.by("data", "review", log, "-n", 40, "-o", again);
    Said.by("data", "review", log, "-n", 40, "--seed", 8, "-o", other);

    assertThat(lines(again)).isEqualTo(lines(first));
    assertThat(lines(other)).isNotEqualTo(lines(first));
    assertThat(lines(other).subList(0, 21)).isEqualTo(lines(first).subList(0, 21));
  }
}
