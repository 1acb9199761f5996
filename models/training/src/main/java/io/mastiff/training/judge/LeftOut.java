package io.mastiff.training.judge;

import io.mastiff.training.TrainingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Every family judged by the model that has not seen it, and all of them pooled.
 *
 * <p>Each model ranks its family among all people at its own thresholds; the pool is the mean over
 * families, weighted by their sessions, resampled with the same clients for all.
 */
record LeftOut(Map<String, Standing> families, Standing pooled) {

  /** A left-out family's number and its model's ranking. */
  private record Trial(int family, Ranking ranking) {}

  static @Nullable LeftOut of(
      SessionTable table, List<Judged> judged, Resamples resamples, ExecutorService executor)
      throws TrainingException {
    List<Judged> own =
        judged.stream().filter(j -> j.contender().role() == Contender.Role.LEFT_OUT).toList();
    if (own.isEmpty()) {
      return null;
    }
    Map<String, Standing> families = new LinkedHashMap<>();
    own.forEach(j -> families.put(j.contender().name(), j.standing()));
    List<Trial> trials =
        own.stream()
            .map(j -> new Trial(table.botFamilies().indexOf(j.contender().name()), j.ranking()))
            .toList();
    return new LeftOut(families, pooled(table, families, trials, resamples, executor));
  }

  private static Standing pooled(
      SessionTable table,
      Map<String, Standing> families,
      List<Trial> trials,
      Resamples resamples,
      ExecutorService executor)
      throws TrainingException {
    int figures = 1 + Rates.VALUES.length;
    Spread[] spreads =
        IntStream.range(0, figures)
            .mapToObj(f -> new Spread(resamples.count()))
            .toArray(Spread[]::new);
    resamples.run(
        executor,
        () -> {
          List<Walk> walks = trials.stream().map(t -> new Walk(table, t.ranking())).toList();
          return (number, weights) -> {
            double[] means = means(trials, walks, weights);
            for (int f = 0; f < figures; f++) {
              spreads[f].set(number, means[f]);
            }
          };
        });
    List<Walk> walks = trials.stream().map(t -> new Walk(table, t.ranking())).toList();
    double[] exact = means(trials, walks, resamples.everybody());
    Map<String, Estimate> recall = new LinkedHashMap<>();
    for (int rate = 0; rate < Rates.VALUES.length; rate++) {
      recall.put(
          Rates.NAMES.get(rate),
          Rates.canShow(Rates.VALUES[rate], table.humans())
              ? spreads[1 + rate].around(exact[1 + rate])
              : Estimate.none(Rates.tooFew(Rates.VALUES[rate], table.humans(), "")));
    }
    int sessions = families.values().stream().mapToInt(Standing::sessions).sum();
    double prAuc =
        families.values().stream().mapToDouble(s -> s.prAuc() * s.sessions()).sum() / sessions;
    return new Standing(sessions, spreads[0].around(exact[0]), prAuc, recall);
  }

  /** AUC and recalls, weighted by the sessions that the resample holds of each family. */
  private static double[] means(List<Trial> trials, List<Walk> walks, int[] weights) {
    double[] sums = new double[1 + Rates.VALUES.length];
    double all = 0;
    for (int i = 0; i < walks.size(); i++) {
      Walk walk = walks.get(i);
      walk.run(weights);
      int family = trials.get(i).family();
      double weight = walk.total(family);
      if (weight == 0) {
        continue;
      }
      all += weight;
      sums[0] += weight * walk.auc[family];
      for (int rate = 0; rate < Rates.VALUES.length; rate++) {
        sums[1 + rate] += weight * walk.recall[rate][family];
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= all;
    }
    return sums;
  }
}
