package io.mastiff.training.judge;

import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import io.mastiff.training.Retraining;
import io.mastiff.training.TrainingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.ToDoubleFunction;

/**
 * How well simulated people pass for those of a log: the AUC of trees that tell one from the other,
 * each session scored by trees that saw no session of its client. 0.5 is not to be told apart.
 *
 * <p>Only whole sessions as a log shows them, and only features that the log can tell. Both sides
 * are cut to {@value #MOST} sessions; the simulated are at most ten times the real.
 *
 * <p>{@code ignored} are columns left out, as those of pages where the sites differ.
 *
 * @param tells features that tell most by themselves, the most telling first
 */
record Resemblance(int real, int simulated, Estimate auc, List<SingleFeature> tells) {
  private static final int MOST = 20_000;
  private static final int TIMES = 10;
  private static final int FOLDS = 5;
  private static final int FEWEST = 20;
  private static final int TOLD = 6;
  private static final double KNOWN = 0.2;
  private static final List<String> SPLITS = List.of("train", "calibrate", "test");

  static Resemblance of(
      DatasetFolder simulated,
      DatasetFolder real,
      Set<String> ignored,
      long seed,
      ExecutorService executor)
      throws TrainingException {
    List<EvaluationRow> genuine = people(real, true, MOST);
    if (genuine.size() < FEWEST) {
      throw new TrainingException(
          "%s: %d whole sessions of people as a log shows them; at least %d are needed"
              .formatted(real.folder(), genuine.size(), FEWEST));
    }
    List<EvaluationRow> made = people(simulated, false, Math.min(MOST, TIMES * genuine.size()));
    if (made.isEmpty()) {
      throw new TrainingException(
          simulated.folder() + ": no simulated sessions that a log shows; simulate more");
    }
    return of(genuine, made, ignored, seed, executor);
  }

  /** Whole sessions of people without header fields; the real ones labelled as bots are. */
  private static List<EvaluationRow> people(DatasetFolder data, boolean real, int most)
      throws TrainingException {
    List<EvaluationRow> found = new ArrayList<>();
    try (EvaluationReader reader = new EvaluationReader(data)) {
      for (String split : SPLITS) {
        reader.readPeople(
            split,
            row -> {
              boolean log = Sees.of(row.x()) == Sees.LOG || Sees.of(row.x()) == Sees.NEW_LOG;
              if (row.last() && log && found.size() < most) {
                found.add(as(row, real, row.x()));
              }
            });
      }
    }
    return found;
  }

  private static EvaluationRow as(EvaluationRow row, boolean real, double[] x) {
    String prefix = real ? "r" : "s";
    return new EvaluationRow(
        real,
        real ? "real" : "simulated",
        prefix + row.session(),
        prefix + row.client(),
        row.pages(),
        true,
        1,
        x);
  }

  private static Resemblance of(
      List<EvaluationRow> genuine,
      List<EvaluationRow> made,
      Set<String> ignored,
      long seed,
      ExecutorService executor)
      throws TrainingException {
    boolean[] told = told(genuine, ignored);
    List<EvaluationRow> rows = new ArrayList<>();
    genuine.forEach(row -> rows.add(as(row, true, only(row.x(), told))));
    made.forEach(row -> rows.add(as(row, false, only(row.x(), told))));
    double[] held = held(rows, seed);
    SessionTable table = new SessionTable();
    for (EvaluationRow row : rows) {
      table.add(row);
    }
    Resamples resamples = new Resamples(table.clients(), Resamples.DEFAULT_COUNT, seed);
    Ranked ranked = new Ranked(table, new Ranking(held, table.size()), resamples, executor);
    return new Resemblance(genuine.size(), made.size(), ranked.auc(0), tells(rows, told));
  }

  /** Features not ignored that a fifth of the log's sessions know. */
  private static boolean[] told(List<EvaluationRow> genuine, Set<String> ignored) {
    boolean[] told = new boolean[FeatureSchema.size()];
    for (SessionFeature feature : FeatureSchema.features()) {
      int f = feature.ordinal();
      long known = genuine.stream().filter(row -> row.x()[f] > feature.missing()).count();
      told[f] = known >= KNOWN * genuine.size() && !ignored.contains(feature.column());
    }
    return told;
  }

  private static double[] only(double[] x, boolean[] told) {
    double[] kept = x.clone();
    for (int f = 0; f < kept.length; f++) {
      kept[f] = told[f] ? x[f] : FeatureSchema.features().get(f).missing();
    }
    return kept;
  }

  private static double[] held(List<EvaluationRow> rows, long seed) throws TrainingException {
    Map<String, Integer> folds = new HashMap<>();
    int[] met = new int[2];
    for (EvaluationRow row : rows) {
      folds.computeIfAbsent(row.client(), client -> met[row.bot() ? 1 : 0]++ % FOLDS);
    }
    double[] held = new double[rows.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      int left = fold;
      List<EvaluationRow> others =
          rows.stream().filter(row -> folds.getOrDefault(row.client(), 0) != left).toList();
      boolean[] real = new boolean[others.size()];
      for (int i = 0; i < real.length; i++) {
        real[i] = others.get(i).bot();
      }
      ToDoubleFunction<double[]> trees =
          Retraining.fit(others.stream().map(EvaluationRow::x).toList(), real, seed);
      for (int i = 0; i < held.length; i++) {
        EvaluationRow row = rows.get(i);
        boolean out = folds.getOrDefault(row.client(), 0) == fold;
        held[i] = out ? trees.applyAsDouble(row.x()) : held[i];
      }
    }
    return held;
  }

  private static List<SingleFeature> tells(List<EvaluationRow> rows, boolean[] told) {
    List<SingleFeature> tells = new ArrayList<>();
    for (int f = 0; f < told.length; f++) {
      if (told[f]) {
        tells.add(SingleFeature.of(rows, f));
      }
    }
    tells.sort(Comparator.comparingDouble(SingleFeature::auc).reversed());
    return List.copyOf(tells.subList(0, Math.min(TOLD, tells.size())));
  }
}
