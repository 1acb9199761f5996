package io.mastiff.training.judge;

import java.io.PrintWriter;
import java.util.List;

/** An evaluation on a terminal, 80 columns wide. */
final class EvaluationText {
  private static final int NAME = 20;
  private static final String ROW = "%-20s %8s %7s %7s %7s %7s  %4s %4s %6s%n";
  private static final String SHORT_ROW = "%-20s %8s %7s %7s %7s %7s%n";

  private final PrintWriter out;
  private final Evaluation evaluation;

  EvaluationText(Evaluation evaluation, PrintWriter out) {
    this.evaluation = evaluation;
    this.out = out;
  }

  void print() {
    head();
    families();
    people();
    slices();
    baselines();
    full();
    evaluation.notes().forEach(note -> wrapped("Note: " + note));
    out.flush();
  }

  private void head() {
    Evaluation.Subject subject = evaluation.subject();
    line(
        "Model %s on %s (%s), split %s",
        subject.model(), Show.cut(subject.data(), 24), subject.kind(), subject.split());
    line(
        "%,d people's sessions, %,d of bots; 95%% intervals by client",
        evaluation.humans(), evaluation.bots());
    line("");
    Called half = evaluation.half();
    figure("accuracy", Show.percent(half.accuracy()), Show.percentInterval(half.accuracy()));
    figure("F1", Show.figure(half.f1()), Show.figureInterval(half.f1()));
    Standing pooled = evaluation.pooled().standing();
    figure("AUC", Show.figure(pooled.auc()), Show.figureInterval(pooled.auc()));
    figure(
        "PR-AUC",
        Show.figure(pooled.prAuc()),
        "with 5% bots "
            + Show.figure(evaluation.prAucAt().get("0.05"))
            + ", with 1% "
            + Show.figure(evaluation.prAucAt().get("0.01")));
    pooled.recall().forEach(this::recall);
    evaluation.realised().forEach(this::realised);
    Calibration calibration = evaluation.calibration();
    figure(
        "calibration error",
        Show.figure(calibration.ece()),
        Show.format(
            "top 1%%: %s predicted, %s are bots",
            Show.percent(calibration.top().predicted()),
            Show.percent(calibration.top().observed())));
    line("");
  }

  private void recall(String rate, Estimate recall) {
    figure("recall at FPR " + Show.rate(rate), Show.percent(recall), interval(recall));
  }

  private void realised(String rate, Estimate realised) {
    String name = rate.startsWith("0") ? "FPR frozen at " + Show.rate(rate) : "FPR of " + rate;
    figure(name, Show.percent(realised), interval(realised));
  }

  private static String interval(Estimate estimate) {
    return estimate.note() == null ? Show.percentInterval(estimate) : estimate.note();
  }

  private void figure(String name, String value, String beside) {
    line("%-22s %9s  %s", name, value, Show.cut(beside, 46));
  }

  private void families() {
    out.printf(ROW, "bots", "sessions", "AUC", "r 1%", "r .1%", "r .01%", "p50", "p90", "served");
    evaluation.families().forEach(this::family);
    family("all", evaluation.pooled());
    wrapped(
        "r: recall at that share of people hit. p50, p90: pages to the decision, of those caught at"
            + " the throttling threshold. served: share of their pages up to it.");
    line("");
  }

  private void family(String name, FamilyFigures figures) {
    Effect effect = figures.effect();
    List<Estimate> recall = List.copyOf(figures.standing().recall().values());
    out.printf(
        ROW,
        Show.cut(name, NAME),
        Show.count(effect.sessions()),
        Show.figure(figures.standing().auc()),
        Show.percent(recall.get(0)),
        Show.percent(recall.get(1)),
        Show.percent(recall.get(2)),
        Show.count(effect.p50()),
        Show.count(effect.p90()),
        Show.percent(effect.served()));
  }

  private void people() {
    out.printf(
        "%-20s %8s %8s %12s %14s%n", "people", "sessions", "hit", "per 100,000", "95% at most");
    evaluation.people().forEach(this::harm);
    if (evaluation.people().size() > 1) {
      harm("all", evaluation.harm());
    }
    line("");
  }

  private void harm(String name, Harm harm) {
    out.printf(
        "%-20s %8d %8d %12s %14s%n",
        Show.cut(name, NAME),
        harm.sessions(),
        harm.hit(),
        Show.format("%.1f", harm.per100k()),
        Show.format("%.1f", harm.high()));
  }

  private void slices() {
    if (evaluation.slices().size() < 2) {
      return;
    }
    header("known of a session");
    evaluation.slices().forEach(this::slice);
    wrapped("Each among its own people; new shop: what buyers do is not known yet.");
    line("");
  }

  private void slice(Sees sees, Slice slice) {
    List<String> recall =
        Rates.NAMES.stream()
            .map(rate -> slice.recall().get(rate))
            .map(value -> Show.percent(value))
            .toList();
    out.printf(
        SHORT_ROW,
        sees.label(),
        Show.count(slice.bots()),
        Show.format("%.4f", slice.auc()),
        recall.get(0),
        recall.get(1),
        recall.get(2));
  }

  private void baselines() {
    List<Judged> baselines = evaluation.contenders(Contender.Role.BASELINE);
    if (!baselines.isEmpty()) {
      header("baseline");
      baselines.forEach(this::judged);
      row("this model", evaluation.pooled().standing());
      line("");
    }
  }

  private void full() {
    LeftOut leftOut = evaluation.leftOut();
    if (leftOut != null) {
      header("left out");
      leftOut.families().forEach(this::row);
      row("all left out", leftOut.pooled());
      line("");
    }
    evaluation
        .tells()
        .forEach(
            (family, tell) ->
                line(
                    "%-20s %.4f  alone by %s",
                    Show.cut(family, NAME), tell.auc(), Show.cut(tell.column(), 40)));
    if (!evaluation.tells().isEmpty()) {
      line("");
    }
    List<Judged> ablations = evaluation.contenders(Contender.Role.ABLATION);
    if (!ablations.isEmpty()) {
      header("without");
      ablations.forEach(this::judged);
      evaluation.contenders(Contender.Role.REFERENCE).forEach(this::judged);
      line("sample: nothing left out, to compare with: what sampling costs.");
      line("");
    }
  }

  private void header(String what) {
    out.printf(SHORT_ROW, what, "sessions", "AUC", "r 1%", "r .1%", "r .01%");
  }

  private void judged(Judged judged) {
    row(judged.contender().name(), judged.standing());
  }

  private void row(String name, Standing standing) {
    List<Estimate> recall = List.copyOf(standing.recall().values());
    out.printf(
        SHORT_ROW,
        Show.cut(name, NAME),
        standing.sessions(),
        Show.figure(standing.auc()),
        Show.percent(recall.get(0)),
        Show.percent(recall.get(1)),
        Show.percent(recall.get(2)));
  }

  private void line(String pattern, Object... values) {
    out.println(Show.format(pattern, values));
  }

  private void wrapped(String text) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + 1 + word.length() > 80) {
        out.println(line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    out.println(line);
  }
}
