package io.mastiff.standalone.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mastiff.feature.FeatureSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sessions that a file of labels names, from the log to the rows of the dataset. */
class DataImportTest extends ImportedLogs {
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
}
