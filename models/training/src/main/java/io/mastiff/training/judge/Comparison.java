package io.mastiff.training.judge;

import io.mastiff.classifier.Classifier;
import io.mastiff.training.TrainingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Two models on the same sessions: each figure's difference, challenger less champion, with an
 * interval from resamples that both share.
 */
record Comparison(
    String data,
    String kind,
    String split,
    String champion,
    String challenger,
    int humans,
    int bots,
    List<Difference> differences) {

  /** What the intervals say together. */
  enum Verdict {
    BETTER("better"),
    NO_WORSE("no worse"),
    WORSE("worse");

    final String words;

    Verdict(String words) {
      this.words = words;
    }
  }

  /**
   * One figure of both.
   *
   * @param less whether less is better
   * @param difference challenger less champion
   */
  record Difference(
      String figure,
      boolean less,
      @Nullable Double champion,
      @Nullable Double challenger,
      Estimate difference) {

    /** Worse or better when the whole interval lies on one side of nothing. */
    Verdict verdict() {
      Double low = difference.low();
      Double high = difference.high();
      if (low == null || high == null || (low <= 0 && high >= 0)) {
        return Verdict.NO_WORSE;
      }
      return low > 0 == less ? Verdict.WORSE : Verdict.BETTER;
    }
  }

  /** Worse when one figure is worse, else better when one is better. */
  Verdict verdict() {
    List<Verdict> all = differences.stream().map(Difference::verdict).toList();
    return all.contains(Verdict.WORSE)
        ? Verdict.WORSE
        : all.contains(Verdict.BETTER) ? Verdict.BETTER : Verdict.NO_WORSE;
  }

  static Comparison of(
      DatasetFolder data,
      Classifier champion,
      Classifier challenger,
      String split,
      long seed,
      ExecutorService executor)
      throws TrainingException {
    try (EvaluationReader reader = new EvaluationReader(data)) {
      SplitCheck.botFamilies(reader, data, split);
      Decisions first = new Decisions(champion);
      Decisions second = new Decisions(challenger);
      SessionScoring scoring = new SessionScoring(List.of(first, second), executor);
      reader.read(split, scoring);
      SessionTable table = scoring.finish();
      return new Comparison(
          String.valueOf(data.folder().getFileName()),
          data.kind(),
          split,
          champion.hash(),
          challenger.hash(),
          table.humans(),
          table.size() - table.humans(),
          differences(table, first, second, seed, executor));
    }
  }

  private static List<Difference> differences(
      SessionTable table, Decisions first, Decisions second, long seed, ExecutorService executor)
      throws TrainingException {
    Resamples resamples = new Resamples(table.clients(), Resamples.DEFAULT_COUNT, seed);
    Ranking firstRanking = new Ranking(first.margins(), table.size());
    Ranking secondRanking = new Ranking(second.margins(), table.size());
    Spread[] spreads = new Spread[FIGURES.size()];
    for (int i = 0; i < spreads.length; i++) {
      spreads[i] = new Spread(resamples.count());
    }
    resamples.run(
        executor,
        () -> {
          Walk firstWalk = new Walk(table, firstRanking);
          Walk secondWalk = new Walk(table, secondRanking);
          return (number, weights) -> {
            double[] a = figures(table, first, firstWalk, weights);
            double[] b = figures(table, second, secondWalk, weights);
            for (int i = 0; i < spreads.length; i++) {
              spreads[i].set(number, b[i] - a[i]);
            }
          };
        });
    int[] everybody = resamples.everybody();
    double[] a = figures(table, first, new Walk(table, firstRanking), everybody);
    double[] b = figures(table, second, new Walk(table, secondRanking), everybody);
    return shown(table.humans(), a, b, spreads);
  }

  /** The figures that are compared, and whether less is better. */
  private static final Map<String, Boolean> FIGURES = new LinkedHashMap<>();

  static {
    FIGURES.put("auc", false);
    FIGURES.put("prAuc", false);
    Rates.NAMES.forEach(rate -> FIGURES.put("recallAtFpr." + rate, false));
    FIGURES.put("accuracy", false);
    FIGURES.put("f1", false);
    FIGURES.put("caughtShare", false);
    FIGURES.put("hitPer100k", true);
  }

  private static double[] figures(
      SessionTable table, Decisions decisions, Walk walk, int[] weights) {
    walk.run(weights);
    int pool = table.botFamilies().size();
    Confusion half = Confusion.of(table, s -> decisions.probability(s) >= 0.5, weights);
    Confusion acted = Confusion.of(table, s -> decisions.actedAt(s) > 0, weights);
    return new double[] {
      walk.auc[pool],
      walk.averagePrecision[pool],
      walk.recall[0][pool],
      walk.recall[1][pool],
      walk.recall[2][pool],
      half.accuracy(),
      half.f1(),
      acted.recall(),
      1e5 * acted.falsePositiveRate()
    };
  }

  private static List<Difference> shown(int people, double[] a, double[] b, Spread[] spreads) {
    List<Difference> shown = new ArrayList<>();
    int i = 0;
    for (Map.Entry<String, Boolean> figure : FIGURES.entrySet()) {
      int rate = Rates.NAMES.indexOf(figure.getKey().replace("recallAtFpr.", ""));
      if (rate >= 0 && !Rates.canShow(Rates.VALUES[rate], people)) {
        Estimate none = Estimate.none(Rates.tooFew(Rates.VALUES[rate], people, ""));
        shown.add(new Difference(figure.getKey(), figure.getValue(), null, null, none));
      } else {
        Estimate difference = spreads[i].around(b[i] - a[i]);
        shown.add(new Difference(figure.getKey(), figure.getValue(), a[i], b[i], difference));
      }
      i++;
    }
    return shown;
  }
}
