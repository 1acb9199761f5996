package io.mastiff.training.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalkTest {
  @Test
  void smallCaseByHand() throws Exception {
    Sessions s = new Sessions();
    s.add("a", 9).add("human", 8).add("a", 7).add("b", 6).add("human", 6).add("human", 1);
    Walk walk = new Walk(s.table, s.ranking());
    walk.run(new Resamples(6, 1, 0).everybody());

    // a: 9 beats 3 people, 7 beats 2; b: level with one, beats one.
    assertThat(walk.auc[0]).isEqualTo(5 / 6.0, within(1e-12));
    assertThat(walk.auc[1]).isEqualTo(1.5 / 3, within(1e-12));
    assertThat(walk.auc[2]).isEqualTo(6.5 / 9, within(1e-12));
    assertThat(walk.averagePrecision[0]).isEqualTo((1 + 2 / 3.0) / 2, within(1e-12));
    assertThat(walk.averagePrecision[2]).isEqualTo((1 + 2 / 3.0 + 3 / 5.0) / 3, within(1e-12));
    for (double[] rate : walk.recall) {
      assertThat(rate).containsExactly(0.5, 0, 1 / 3.0);
    }
  }

  @Test
  void aRateLetsSoManyPeopleBeHitAndNoMore() throws Exception {
    Sessions s = new Sessions();
    s.add("a", 1000).add("a", 999).add("a", 998.5);
    for (int i = 0; i < 1000; i++) {
      s.add("human", 1000 - i - 0.5);
    }
    s.add("a", 990.2).add("a", 989.7).add("a", 5);
    Walk walk = new Walk(s.table, s.ranking());
    walk.run(new Resamples(s.table.clients(), 1, 0).everybody());

    // 10 of 1,000 people may be hit: down to, not with, the eleventh at 989.5.
    assertThat(walk.recall[0][0]).isEqualTo(5 / 6.0);
    // One may be hit, at 999.5: the bot level with the second at 998.5 is not caught.
    assertThat(walk.recall[1][0]).isEqualTo(2 / 6.0);
    assertThat(walk.recall[2][0]).isEqualTo(1 / 6.0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void agreesWithBruteForceUnderAnyWeights(long seed) throws Exception {
    Sessions s = Sessions.random(400, seed);
    Resamples resamples = new Resamples(s.table.clients(), 3, seed);
    int[] weights = new int[s.table.clients()];
    Walk walk = new Walk(s.table, s.ranking());
    for (int number = 0; number < 3; number++) {
      resamples.draw(number, weights);
      assertThat(Arrays.stream(weights).sum()).isEqualTo(s.table.clients());
      walk.run(weights);
      for (int family = 0; family <= s.table.botFamilies().size(); family++) {
        assertThat(walk.auc[family]).isCloseTo(auc(s, weights, family), within(1e-9));
        assertThat(walk.averagePrecision[family])
            .isCloseTo(averagePrecision(s, weights, family), within(1e-9));
        for (int rate = 0; rate < Rates.VALUES.length; rate++) {
          assertThat(walk.recall[rate][family])
              .isCloseTo(recall(s, weights, family, Rates.VALUES[rate]), within(1e-9));
        }
      }
    }
  }

  private static boolean isOf(Sessions s, int session, int family) {
    boolean pooled = family == s.table.botFamilies().size();
    return s.table.isBot(session) && (pooled || s.table.family(session) == family);
  }

  private static double auc(Sessions s, int[] weights, int family) {
    double won = 0;
    double pairs = 0;
    for (int b = 0; b < s.table.size(); b++) {
      for (int h = 0; h < s.table.size(); h++) {
        if (isOf(s, b, family) && !s.table.isBot(h)) {
          double weight = (double) weights[s.table.client(b)] * weights[s.table.client(h)];
          pairs += weight;
          won += weight * (1 + Math.signum(s.score[b] - s.score[h])) / 2;
        }
      }
    }
    return won / pairs;
  }

  /** Weights of the family's bots and of people at or above a score. */
  private static double[] above(Sessions s, int[] weights, int family, double score) {
    double[] sums = new double[2];
    for (int i = 0; i < s.table.size(); i++) {
      if (s.score[i] >= score) {
        sums[0] += isOf(s, i, family) ? weights[s.table.client(i)] : 0;
        sums[1] += s.table.isBot(i) ? 0 : weights[s.table.client(i)];
      }
    }
    return sums;
  }

  private static double averagePrecision(Sessions s, int[] weights, int family) {
    double all = above(s, weights, family, Double.NEGATIVE_INFINITY)[0];
    double sum = 0;
    for (int i = 0; i < s.table.size(); i++) {
      if (isOf(s, i, family)) {
        double[] at = above(s, weights, family, s.score[i]);
        sum += at[0] == 0 ? 0 : weights[s.table.client(i)] * at[0] / (at[0] + at[1]);
      }
    }
    return sum / all;
  }

  private static double recall(Sessions s, int[] weights, int family, double rate) {
    double[] all = above(s, weights, family, Double.NEGATIVE_INFINITY);
    double best = 0;
    for (double score : s.score) {
      double[] at = above(s, weights, family, score);
      if (at[1] <= rate * all[1] + 1e-9) {
        best = Math.max(best, at[0]);
      }
    }
    return best / all[0];
  }
}
