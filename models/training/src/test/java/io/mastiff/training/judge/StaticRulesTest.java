package io.mastiff.training.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import org.junit.jupiter.api.Test;

class StaticRulesTest {
  @Test
  void countsTheRulesThatMatchAndNoneForWhatIsMissing() {
    double[] x = FeatureSchema.features().stream().mapToDouble(SessionFeature::missing).toArray();
    assertThat(StaticRules.score(x)).isZero();

    x[SessionFeature.HOSTING_SHARE.ordinal()] = 1;
    assertThat(StaticRules.score(x)).isEqualTo(1);
    x[SessionFeature.HINT_CONFLICT.ordinal()] = 0.5;
    assertThat(StaticRules.score(x)).isEqualTo(2);
    x[SessionFeature.MAX_BARRAGE.ordinal()] = 9;
    assertThat(StaticRules.score(x)).isEqualTo(2);
    x[SessionFeature.MAX_BARRAGE.ordinal()] = 10;
    assertThat(StaticRules.score(x)).isEqualTo(3);
  }
}
