package io.mastiff.training.judge;

import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import io.mastiff.training.Retraining;
import io.mastiff.training.TrainingException;
import io.mastiff.training.judge.Contender.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/** Which other ways of scoring are trained on a sample, each as a piece of work. */
final class Contenders {
  private final TrainingSample sample;
  private final long seed;

  Contenders(TrainingSample sample, long seed) {
    this.sample = sample;
    this.seed = seed;
  }

  /** What a model has to be better than; only what the features of a dataset can show. */
  List<Callable<Contender>> baselines() {
    FeatureBlock agent = FeatureBlock.from("user-agent");
    FeatureBlock burst = FeatureBlock.numbered("burst", 28, 28);
    FeatureBlock pauses = FeatureBlock.numbered("pauses", 22, 28);
    FeatureBlock classic = FeatureBlock.numbered("classic", 21, 43);
    List<Callable<Contender>> work = new ArrayList<>();
    if (!agent.isEmpty()) {
      work.add(() -> baseline("user agent", "trees on what the user agent shows", trees(agent)));
    }
    if (!burst.isEmpty()) {
      work.add(
          () -> baseline("rate limit", "one limit on pages in two seconds", Contenders::burst));
    }
    if (!pauses.isEmpty()) {
      work.add(() -> baseline("pace", "trees on pauses and bursts", trees(pauses)));
    }
    if (!classic.isEmpty()) {
      work.add(
          () ->
              baseline(
                  "classic forest",
                  "a random forest on the features of a session's log lines",
                  ClassicForest.fit(sample.rows(), classic, seed)));
    }
    work.add(() -> baseline("static rules", StaticRules.WHAT, StaticRules::score));
    work.add(this::single);
    return work;
  }

  private Contender single() {
    TrainingSample whole = sample.whole();
    List<EvaluationRow> rows = whole.hasBothClasses() ? whole.rows() : sample.rows();
    SingleFeature best = SingleFeature.best(rows, Set.copyOf(FeatureSchema.columns()));
    String what = "the one that tells most: " + best.column();
    return new Contender(Role.BASELINE, "single feature", what, null, best::score, true);
  }

  private static double burst(double[] x) {
    return x[SessionFeature.MAX_BARRAGE.ordinal()];
  }

  private static Contender baseline(String name, String what, ToDoubleFunction<double[]> scorer) {
    return new Contender(Role.BASELINE, name, what, null, scorer);
  }

  /** One model with nothing left out, one without each family, one without each block. */
  List<Callable<Contender>> trials(List<String> families) {
    List<Callable<Contender>> work = new ArrayList<>();
    FeatureBlock nothing = new FeatureBlock("nothing", Set.of());
    String all = "trained on the sample, nothing left out";
    work.add(() -> new Contender(Role.REFERENCE, "sample", all, null, trees(nothing.complement())));
    for (String family : families) {
      TrainingSample rest = sample.without(family);
      if (rest.hasBothClasses()) {
        work.add(
            () ->
                new Contender(
                    Role.LEFT_OUT, family, "has not seen " + family, family, trees(rest.rows())));
      }
    }
    for (FeatureBlock block : FeatureBlock.ablations()) {
      if (block.columns().size() < FeatureSchema.size()) {
        String what = "without " + block.columns().size() + " features: " + block.name();
        work.add(
            () ->
                new Contender(Role.ABLATION, block.name(), what, null, trees(block.complement())));
      }
    }
    return work;
  }

  private ToDoubleFunction<double[]> trees(FeatureBlock block) throws TrainingException {
    List<double[]> x = sample.rows().stream().map(row -> block.keep(row.x())).toList();
    return Retraining.fit(x, labels(sample.rows()), seed);
  }

  private ToDoubleFunction<double[]> trees(List<EvaluationRow> rows) throws TrainingException {
    return Retraining.fit(rows.stream().map(EvaluationRow::x).toList(), labels(rows), seed);
  }

  private static boolean[] labels(List<EvaluationRow> rows) {
    boolean[] bot = new boolean[rows.size()];
    for (int i = 0; i < bot.length; i++) {
      bot[i] = rows.get(i).bot();
    }
    return bot;
  }
}
