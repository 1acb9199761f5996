package io.mastiff.standalone.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.standalone.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

/** The page of {@code data describe}, and the same figures as JSON. */
class DataDescribePageTest extends ImportedLogs {
  private Path dataset() throws Exception {
    Path out = folder.resolve("set");
    importNamed(log("a.log", named()), out);
    return out;
  }

  @Test
  void pageShowsEveryFeatureAndOpensOffline() throws Exception {
    Path file = folder.resolve("page.html");
    Path set = dataset();
    assertThat(Said.by("data", "describe", set, "--html", file).code()).isZero();
    String page = Files.readString(file);

    assertThat(page)
        .contains("Sessions by family", "Sessions by split", "Sessions over time")
        .contains("Prefix lengths", "Weights of labels by source", "prefers-color-scheme")
        .doesNotContain("<script", "src=", "href=", "url(", "@import");
    FeatureSchema.columns().forEach(column -> assertThat(page).contains("<h3>" + column + "<"));
  }

  @Test
  void everySessionIsInEachDistribution() throws Exception {
    JsonNode figures = done("data", "describe", dataset(), "--json", "-");
    for (JsonNode feature : figures.get("features")) {
      assertThat(sum(feature.get("human")) + feature.get("human_missing").asLong()).isEqualTo(20);
      assertThat(sum(feature.get("bot")) + feature.get("bot_missing").asLong()).isEqualTo(10);
    }
    assertThat(sum(figures.get("time").get("human"))).isEqualTo(20);
    assertThat(figures.get("sources").get(0).get("sessions").asLong()).isEqualTo(20);
  }

  @Test
  void namesInADatasetAreText() throws Exception {
    Path set = dataset();
    try (var database = DriverManager.getConnection("jdbc:duckdb:");
        var statement = database.createStatement()) {
      statement.execute(
          "CREATE TABLE t AS SELECT * REPLACE ('<script>f' AS family, '\"><img s' AS source,"
              + " '</svg><b>' AS split) FROM '"
              + set
              + "/part-*.parquet'");
      statement.execute("COPY t TO '" + set.resolve("part-00001.parquet") + "' (FORMAT parquet)");
    }
    Path file = folder.resolve("page.html");
    assertThat(Said.by("data", "describe", set, "--html", file).code()).isZero();

    assertThat(Files.readString(file))
        .contains("&lt;script&gt;f", "&quot;&gt;&lt;img s", "&lt;/svg&gt;&lt;b&gt;")
        .doesNotContain("<script", "<img", "</svg><b>");
  }

  @Test
  void aPageThatCannotBeWrittenIsRefused() throws Exception {
    Path set = dataset();
    refused("--html", "data", "describe", set, "--html", folder.resolve("none/page.html"));
  }

  private static long sum(JsonNode counts) {
    long sum = 0;
    for (JsonNode count : counts) {
      sum += count.asLong();
    }
    return sum;
  }
}
