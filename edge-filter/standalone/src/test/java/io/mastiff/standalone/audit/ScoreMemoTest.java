package io.mastiff.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelReader;
import io.mastiff.feature.FeatureSchema;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoreMemoTest {
  private static final int VECTORS = 20_000;

  /** More different vectors than are kept, each several times, some that differ in one bit. */
  @Test
  void everyVectorHasItsOwnProbability() throws Exception {
    Classifier model = ModelReader.defaultModel();
    ScoreMemo memo = new ScoreMemo(model);
    for (int round = 0; round < 3; round++) {
      SplittableRandom random = new SplittableRandom(5);
      for (int i = 0; i < VECTORS; i++) {
        double[] x = vector(random);
        assertThat(memo.probability(x)).isEqualTo(model.score(x).probability());
        assertThat(memo.probability(x.clone())).isEqualTo(model.score(x).probability());
        double[] near = x.clone();
        near[random.nextInt(near.length)] += 1;
        assertThat(memo.probability(near)).isEqualTo(model.score(near).probability());
      }
    }
  }

  private static double[] vector(SplittableRandom random) {
    double[] x = new double[FeatureSchema.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(4) / 2.0;
    }
    return x;
  }
}
