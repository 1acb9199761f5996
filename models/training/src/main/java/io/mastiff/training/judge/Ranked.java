package io.mastiff.training.judge;

import io.mastiff.training.TrainingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;

/** Ranking figures of every family of bots and of all pooled, with intervals by client. */
final class Ranked {
  private final int people;
  private final Walk exact;
  private final Spread[] auc;
  private final Spread[][] recall;

  Ranked(SessionTable table, Ranking ranking, Resamples resamples, ExecutorService executor)
      throws TrainingException {
    int figures = table.botFamilies().size() + 1;
    people = table.humans();
    auc = spreads(figures, resamples.count());
    recall =
        IntStream.range(0, Rates.VALUES.length)
            .mapToObj(r -> spreads(figures, resamples.count()))
            .toArray(Spread[][]::new);
    exact = new Walk(table, ranking);
    exact.run(resamples.everybody());
    resamples.run(
        executor,
        () -> {
          Walk walk = new Walk(table, ranking);
          return (number, weights) -> {
            walk.run(weights);
            keep(number, walk);
          };
        });
  }

  private static Spread[] spreads(int figures, int count) {
    return IntStream.range(0, figures).mapToObj(f -> new Spread(count)).toArray(Spread[]::new);
  }

  private void keep(int number, Walk walk) {
    for (int family = 0; family < auc.length; family++) {
      auc[family].set(number, walk.auc[family]);
      for (int rate = 0; rate < recall.length; rate++) {
        recall[rate][family].set(number, walk.recall[rate][family]);
      }
    }
  }

  Estimate auc(int family) {
    return auc[family].around(exact.auc[family]);
  }

  double averagePrecision(int family) {
    return exact.averagePrecision[family];
  }

  /** By the names of {@link Rates}; a note instead of a number where people are too few. */
  Map<String, Estimate> recall(int family) {
    Map<String, Estimate> found = new LinkedHashMap<>();
    for (int rate = 0; rate < recall.length; rate++) {
      found.put(
          Rates.NAMES.get(rate),
          Rates.canShow(Rates.VALUES[rate], people)
              ? recall[rate][family].around(exact.recall[rate][family])
              : Estimate.none(Rates.tooFew(Rates.VALUES[rate], people, "")));
    }
    return found;
  }
}
