package io.mastiff.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FeatureReferenceTest {
  private static final Path PAGE = Path.of("../../docs/operations/features.md");

  /** With {@code MASTIFF_WRITE=1} in the environment it writes the page anew. */
  @Test
  void thePageSaysWhatTheSchemaIs() throws Exception {
    if ("1".equals(System.getenv("MASTIFF_WRITE"))) {
      Files.writeString(PAGE, FeatureReference.markdown());
    }

    assertThat(Files.readString(PAGE)).isEqualTo(FeatureReference.markdown());
  }

  @Test
  void everyOriginIsOneThatCanBeMasked() {
    for (SessionFeature feature : FeatureSchema.features()) {
      assertThat(FeatureSchema.ORIGINS).containsAll(feature.origins());
    }
    assertThat(FeatureSchema.columnsFrom("referer")).contains("referer_break", "cold_deep");
  }
}
