package io.mastiff.training;

import io.mastiff.feature.DatasetRow;
import io.mastiff.feature.FeatureSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Learns from few sessions: small trees over the few features that tell most, both chosen by
 * cross-validation, so that what is chosen has not seen what judges it.
 *
 * <p>Clients never cross a fold. A feature's worth is how far its AUC over whole sessions is from
 * one half, in the training part of the fold. The scores of the held-out parts calibrate the model,
 * since there is no split to spare for it.
 */
final class FewSessions {
  /** With fewer training sessions than this there are few. */
  static final int FEW = 2_000;

  private static final int FOLDS = 5;
  private static final int[] FEATURES = {4, 8, 16};

  private final List<DatasetRow> rows;
  private final List<Learner> learners;
  private final long seed;

  /**
   * @param learners the ways to choose from, the smallest first
   */
  FewSessions(List<DatasetRow> rows, List<Learner> learners, long seed) {
    this.rows = rows;
    this.learners = learners;
    this.seed = seed;
  }

  /**
   * A way to train and what it is worth.
   *
   * @param held log-odds of each row by a model that did not see its client
   * @param loss mean log-loss of whole sessions
   */
  record Plan(int features, Learner learner, double[] held, double loss) {}

  /** The best of the ways; ties go to the smaller one. */
  Plan plan() throws TrainingException {
    Plan best = null;
    for (int features : FEATURES) {
      for (Learner learner : learners) {
        Plan plan = tried(features, learner);
        best = best == null || plan.loss < best.loss - 1e-3 ? plan : best;
      }
    }
    return java.util.Objects.requireNonNull(best);
  }

  private Plan tried(int features, Learner learner) throws TrainingException {
    int[] folds = folds();
    double[] held = new double[rows.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      int left = fold;
      List<DatasetRow> others = where(i -> folds[i] != left);
      if (isOfOneClass(others)) {
        throw new TrainingException(
            "the training sessions hold too few clients that are "
                + (others.stream().anyMatch(DatasetRow::bot) ? "people" : "bots")
                + ": at least two are needed; label more of them and import anew");
      }
      GrownTrees trees = learner.fit(only(others, best(others, features)), seed);
      for (int i = 0; i < held.length; i++) {
        held[i] = folds[i] == fold ? trees.logOdds(rows.get(i).x()) : held[i];
      }
    }
    return new Plan(features, learner, held, loss(held));
  }

  /** A fold for each row, by its client, so that each class is spread over all. */
  private int[] folds() {
    Map<String, Boolean> clients = new LinkedHashMap<>();
    rows.forEach(row -> clients.merge(row.client(), row.bot(), Boolean::logicalOr));
    List<String> sorted = new ArrayList<>(clients.keySet());
    sorted.sort(
        Comparator.comparing((String client) -> clients.get(client))
            .thenComparingInt(client -> (client.hashCode() ^ (int) seed) * 0x9e3779b9)
            .thenComparing(client -> client));
    Map<String, Integer> folds = new LinkedHashMap<>();
    sorted.forEach(client -> folds.put(client, folds.size() % FOLDS));
    return rows.stream().mapToInt(row -> folds.getOrDefault(row.client(), 0)).toArray();
  }

  private List<DatasetRow> where(java.util.function.IntPredicate test) {
    return IntStream.range(0, rows.size()).filter(test).mapToObj(rows::get).toList();
  }

  private static boolean isOfOneClass(List<DatasetRow> rows) {
    return rows.stream().map(DatasetRow::bot).distinct().count() < 2;
  }

  /** Which features tell most of these rows. */
  static boolean[] best(List<DatasetRow> rows, int most) {
    List<DatasetRow> whole = rows.stream().filter(DatasetRow::last).toList();
    boolean[] bots = new boolean[whole.size()];
    for (int i = 0; i < bots.length; i++) {
      bots[i] = whole.get(i).bot();
    }
    double[] worth = new double[FeatureSchema.size()];
    for (int f = 0; f < worth.length; f++) {
      int feature = f;
      double[] values = whole.stream().mapToDouble(row -> row.x()[feature]).toArray();
      worth[f] = Math.abs(RankSum.auc(values, bots) - 0.5);
    }
    boolean[] chosen = new boolean[worth.length];
    IntStream.range(0, worth.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer f) -> -worth[f]))
        .limit(most)
        .forEach(f -> chosen[f] = true);
    return chosen;
  }

  /** The same rows with every other feature missing, so that no tree can ask for it. */
  static List<DatasetRow> only(List<DatasetRow> rows, boolean[] chosen) {
    return rows.stream().map(row -> only(row, chosen)).toList();
  }

  private static DatasetRow only(DatasetRow row, boolean[] chosen) {
    double[] x = row.x().clone();
    for (int f = 0; f < x.length; f++) {
      x[f] = chosen[f] ? x[f] : FeatureSchema.features().get(f).missing();
    }
    return new DatasetRow(
        row.split(),
        row.bot(),
        row.family(),
        row.session(),
        row.client(),
        row.pages(),
        row.last(),
        row.weight(),
        row.source(),
        row.atMs(),
        x);
  }

  private double loss(double[] held) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < held.length; i++) {
      if (rows.get(i).last()) {
        sum += Math.log1p(Math.exp(rows.get(i).bot() ? -held[i] : held[i]));
        n++;
      }
    }
    return sum / Math.max(1, n);
  }
}
