package io.mastiff.standalone.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mastiff.standalone.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What {@code data describe} says of a dataset. */
class DataDescribeTest extends ImportedLogs {
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
    Said text = Said.by("data", "describe", out);
    assertThat(text.out().lines().skip(1)).allSatisfy(l -> assertThat(l).hasSizeLessThan(81));
    assertThat(text.out()).contains("asset_ratio").contains("separate alone");
  }
}
