package io.mastiff.training.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void averagePrecisionAtAPrevalenceIsThatOfDataWithSoManyBots() throws Exception {
    Sessions s = Sessions.random(600, 8);
    int pool = s.table.botFamilies().size();
    Curve curve = Curve.of(s.table, s.ranking(), pool);
    Walk walk = new Walk(s.table, s.ranking());
    walk.run(new Resamples(s.table.clients(), 1, 0).everybody());
    double own = (s.table.size() - s.table.humans()) / (double) s.table.size();

    assertThat(curve.averagePrecision(own)).isCloseTo(walk.averagePrecision[pool], within(1e-9));
    assertThat(curve.averagePrecision(0.01)).isLessThan(curve.averagePrecision(0.05));
    assertThat(curve.precision(1, 0.5)).isBetween(0.0, 1.0);
  }

  @Test
  void accuracyAndItsKinByHand() throws Exception {
    Sessions s = new Sessions();
    s.add("a", 0.9).add("a", 0.4).add("human", 0.6).add("human", 0.1).add("human", 0.2);
    Confusion confusion =
        Confusion.of(s.table, i -> s.score[i] >= 0.5, new Resamples(5, 1, 0).everybody());

    assertThat(confusion).isEqualTo(new Confusion(1, 1, 1, 2));
    assertThat(confusion.accuracy()).isEqualTo(3 / 5.0);
    assertThat(confusion.precision()).isEqualTo(0.5);
    assertThat(confusion.recall()).isEqualTo(0.5);
    assertThat(confusion.f1()).isEqualTo(0.5);
    assertThat(confusion.falsePositiveRate()).isEqualTo(1 / 3.0);
  }

  /** A client's sessions stay together: one client with all of them leaves nothing to vary. */
  @Test
  void intervalsAreAsWideAsThereAreClientsFew() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      assertThat(width(executor, 400)).isLessThan(width(executor, 20) / 2);
      assertThat(width(executor, 400)).isEqualTo(width(executor, 400));
    } finally {
      executor.shutdownNow();
    }
  }

  private static double width(ExecutorService executor, int clients) throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    double[] liking = random.doubles(clients, 0, 2).toArray();
    Sessions s = new Sessions();
    for (int i = 0; i < 800; i++) {
      int client = i % clients;
      boolean bot = client % 2 == 0;
      s.add(bot ? "a" : "human", liking[client] + (bot ? 0.5 : 0), "c" + client);
    }
    Estimate auc =
        new Ranked(s.table, s.ranking(), new Resamples(clients, 200, 1), executor).auc(0);
    assertThat(auc.low()).isLessThanOrEqualTo(auc.value());
    assertThat(auc.high()).isGreaterThanOrEqualTo(auc.value());
    return auc.high() - auc.low();
  }

  @Test
  void aRateThatSoFewPeopleCannotShowHasANoteInsteadOfANumber() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Sessions s = Sessions.random(900, 2);
      Map<String, Estimate> recall =
          new Ranked(s.table, s.ranking(), new Resamples(s.table.clients(), 10, 1), executor)
              .recall(0);

      assertThat(recall.get("0.01").value()).isNotNull();
      assertThat(recall.get("0.001").value()).isNull();
      assertThat(recall.get("0.001").note()).contains("needs 3,000", "not " + s.table.humans());
      assertThat(recall.get("0.0001").note()).contains("needs 30,000");
    } finally {
      executor.shutdownNow();
    }
    assertThat(Rates.canShow(0.0001, 30_000)).isTrue();
    assertThat(Rates.canShow(0.0001, 29_999)).isFalse();
  }

  @Test
  void aFrozenThresholdIsExceededByItsShareAtMost() {
    double[] sorted = IntStream.range(0, 1000).mapToDouble(i -> i).toArray();

    assertThat(FrozenRates.threshold(sorted, 0.01)).isEqualTo(989);
    assertThat(FrozenRates.threshold(sorted, 0.0001)).isEqualTo(999);
  }

  @Test
  void wilsonsBoundForNoHit() {
    assertThat(Harm.of(170_000, 0).high()).isCloseTo(2.26, within(0.01));
    assertThat(Harm.of(100, 5).per100k()).isEqualTo(5000);
    assertThat(Harm.of(100, 5).high()).isCloseTo(11_175, within(10.0));
  }

  @Test
  void quantilesInterpolate() {
    double[] sorted = {0, 1, 2, 3, 4};

    assertThat(Spread.quantile(sorted, 0.5)).isEqualTo(2);
    assertThat(Spread.quantile(sorted, 0.025)).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void aSampleTakesFromEveryFamilyWhatItHas() {
    Map<EvaluationReader.Kind, Long> counts = new TreeMap<>();
    counts.put(new EvaluationReader.Kind(false, "shopper"), 1000L);
    counts.put(new EvaluationReader.Kind(true, "rare"), 5L);
    counts.put(new EvaluationReader.Kind(true, "a"), 400L);
    counts.put(new EvaluationReader.Kind(true, "b"), 400L);

    assertThat(TrainingSample.quotas(counts, 200).values()).containsExactly(100, 47, 48, 5);
    assertThat(TrainingSample.quotas(counts, 100_000).values()).containsExactly(1000, 400, 400, 5);
  }

  @Test
  void oneFeatureAloneIsMeasuredInTheDirectionThatTells() {
    List<EvaluationRow> rows =
        List.of(row(true, 1), row(true, 2), row(false, 2), row(false, 3), row(false, 4));

    SingleFeature feature = SingleFeature.of(rows, 0);

    assertThat(feature.rising()).isFalse();
    assertThat(feature.auc()).isCloseTo(5.5 / 6, within(1e-12));
  }

  private static EvaluationRow row(boolean bot, double x) {
    return new EvaluationRow(bot, "f", "s", "c", 1, true, 1, new double[] {x});
  }
}
