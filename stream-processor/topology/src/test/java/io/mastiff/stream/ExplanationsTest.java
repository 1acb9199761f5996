package io.mastiff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelReader;
import io.mastiff.feature.FeatureSchema;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExplanationsTest {
  private final Classifier model = ModelReader.defaultModel();
  private final double[] x = vector();
  private long nanos = 5_000_000_000L;
  private final Explanations explanations = new Explanations(() -> nanos);

  private static double[] vector() {
    double[] x = new double[FeatureSchema.size()];
    Arrays.setAll(x, i -> i % 5);
    return x;
  }

  private int exactOf(int asked) {
    int exact = 0;
    for (int i = 0; i < asked; i++) {
      exact += explanations.of(model, x).equals(model.reasons(x)) ? 1 : 0;
    }
    return exact;
  }

  @Test
  void soManyASecondAreExactAndAllHaveReasons() {
    assertThat(model.quickReasons(x)).isNotEmpty().isNotEqualTo(model.reasons(x));

    assertThat(exactOf(60)).isEqualTo(Explanations.EXACT_A_SECOND);
    nanos += 500_000_000L;
    assertThat(exactOf(60)).isEqualTo(Explanations.EXACT_A_SECOND / 2);
    nanos += 60_000_000_000L;
    assertThat(exactOf(60)).as("a minute of rest saves no more than a second up").isEqualTo(40);
  }
}
