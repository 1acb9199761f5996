package io.mastiff.training.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** An evaluation as one HTML page that opens offline: no script, nothing to load. */
final class HtmlReport {
  private final Evaluation evaluation;

  private HtmlReport(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  static String of(Evaluation evaluation) {
    return new HtmlReport(evaluation).page();
  }

  private String page() {
    ReportTables tables = new ReportTables(evaluation);
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>"
        + Plot.escaped("Model " + evaluation.subject().model() + " judged")
        + "</title>\n<style>\n"
        + style()
        + "</style>\n</head>\n<body>\n<main>\n"
        + header()
        + tiles()
        + "<section><h2>Plots</h2>\n<div class=\"plots\">\n"
        + new ReportPlots(evaluation).all()
        + "</div></section>\n"
        + tables.families()
        + tables.people()
        + tables.slices()
        + tables.realised()
        + tables.contenders()
        + notes()
        + "</main>\n</body>\n</html>\n";
  }

  private String header() {
    Evaluation.Subject subject = evaluation.subject();
    String warning =
        subject.kind().equals("simulated")
            ? "Simulated sessions: the figures describe the simulator, not your traffic."
            : "Sessions of a " + subject.kind() + ": the figures are as good as its labels.";
    return Show.format(
        "<header><p class=\"kind\">%s</p><h1>How good is model %s?</h1>\n<p>Judged on the split"
            + " <b>%s</b> of %s, which it was not trained on: %,d sessions of people and %,d of"
            + " bots. A session's score is the highest that it reached.</p>\n<p class=\"warning\">"
            + "%s</p></header>\n",
        Plot.escaped(subject.kind()),
        Plot.escaped(subject.model()),
        Plot.escaped(subject.split()),
        Plot.escaped(subject.data()),
        evaluation.humans(),
        evaluation.bots(),
        Plot.escaped(warning));
  }

  private String tiles() {
    Standing pooled = evaluation.pooled().standing();
    Called half = evaluation.half();
    Effect effect = evaluation.pooled().effect();
    Calibration.Bin top = evaluation.calibration().top();
    return "<div class=\"tiles\">\n"
        + tile("AUC", Show.figure(pooled.auc()), Show.figureInterval(pooled.auc()))
        + recallTile(pooled, "0.01")
        + recallTile(pooled, "0.001")
        + recallTile(pooled, "0.0001")
        + tile(
            "people hit per 100,000",
            Show.format("%.1f", evaluation.harm().per100k()),
            Show.format("95%%: at most %.1f", evaluation.harm().high()))
        + tile(
            "bots' pages served",
            Show.percent(effect.served()),
            "until the first action; of products "
                + (effect.obtained() == null ? "-" : Show.percent(effect.obtained())))
        + tile(
            "PR-AUC with 1% bots",
            Show.figure(evaluation.prAucAt().get("0.01")),
            "with 5%: " + Show.figure(evaluation.prAucAt().get("0.05")))
        + tile("accuracy", Show.percent(half.accuracy()), Show.percentInterval(half.accuracy()))
        + tile("F1", Show.figure(half.f1()), Show.figureInterval(half.f1()))
        + tile(
            "bots in the top 1%",
            Show.percent(top.observed()), "predicted: " + Show.percent(top.predicted()))
        + "</div>\n";
  }

  private static String recallTile(Standing pooled, String rate) {
    Estimate recall = pooled.recall().getOrDefault(rate, Estimate.none(""));
    String note = recall.note() == null ? Show.percentInterval(recall) : recall.note();
    return tile("caught with " + Show.rate(rate) + " of people hit", Show.percent(recall), note);
  }

  private static String tile(String name, String value, String small) {
    return Show.format(
        "<div class=\"tile\"><span>%s</span><b>%s</b><small>%s</small></div>\n",
        Plot.escaped(name), Plot.escaped(value), Plot.escaped(small));
  }

  private String notes() {
    Evaluation.Subject subject = evaluation.subject();
    String how =
        Show.format(
            "Intervals: %d resamples of clients, seed %d, 2.5%% to 97.5%%. Features %s. Accuracy"
                + " and F1 call a session a bot from a probability of one half. Thresholds: %.6f"
                + " to throttle, %.6f to block.",
            subject.resamples(),
            subject.seed(),
            subject.schema(),
            subject.throttleThreshold(),
            subject.blockThreshold());
    return "<section><h2>How it was measured</h2>\n<ul><li>"
        + Plot.escaped(how)
        + "</li>"
        + evaluation.notes().stream()
            .map(note -> "<li>" + Plot.escaped(note) + "</li>")
            .collect(Collectors.joining())
        + "</ul></section>\n";
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("the report's style is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the report's style cannot be read", e);
    }
  }
}
