package io.mastiff.training.judge;

import java.util.List;
import java.util.stream.Collectors;

/** The tables of a report. */
final class ReportTables {
  private static final List<String> RANKING =
      List.of("sessions", "AUC", "recall at 1%", "at 0.1%", "at 0.01%");

  private final Evaluation evaluation;

  ReportTables(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  String families() {
    StringBuilder rows = new StringBuilder();
    evaluation.families().forEach((name, figures) -> rows.append(family(name, figures)));
    rows.append(family("all bots", evaluation.pooled()));
    return table(
        "Bots",
        "Recall is the share of sessions caught when that share of people is hit, with 95%"
            + " intervals by client. Caught, pages and served are at the model's own throttling"
            + " threshold; served is the share of their pages up to the decision, products that of the"
            + " different products which each session asked for.",
        List.of(
            "family",
            "sessions",
            "AUC",
            "PR-AUC",
            "recall at 1%",
            "at 0.1%",
            "at 0.01%",
            "caught",
            "pages p50",
            "p90",
            "served",
            "products"),
        rows.toString());
  }

  private static String family(String name, FamilyFigures figures) {
    Standing standing = figures.standing();
    Effect effect = figures.effect();
    return "<tr>"
        + head(name)
        + cell(Show.format("%,d", effect.sessions()))
        + cell(Show.figure(standing.auc()), Show.figureInterval(standing.auc()))
        + cell(Show.figure(standing.prAuc()))
        + recalls(standing)
        + cell(Show.percent(effect.caught()))
        + cell(Show.count(effect.p50()))
        + cell(Show.count(effect.p90()))
        + cell(Show.percent(effect.served()))
        + cell(effect.obtained() == null ? "-" : Show.percent(effect.obtained()))
        + "</tr>\n";
  }

  String people() {
    StringBuilder rows = new StringBuilder();
    evaluation.people().forEach((name, harm) -> rows.append(harm(name, harm)));
    rows.append(harm("all people", evaluation.harm()));
    return table(
        "People",
        "Sessions of people that the model's own throttling threshold would have hit.",
        List.of("kind", "sessions", "hit", "per 100,000", "95% at most"),
        rows.toString());
  }

  private static String harm(String name, Harm harm) {
    return "<tr>"
        + head(name)
        + cell(Show.format("%,d", harm.sessions()))
        + cell(Show.format("%,d", harm.hit()))
        + cell(Show.format("%.1f", harm.per100k()))
        + cell(Show.format("%.1f", harm.high()))
        + "</tr>\n";
  }

  String realised() {
    String rows =
        evaluation.realised().entrySet().stream()
            .map(
                e ->
                    "<tr>"
                        + head(
                            e.getKey().startsWith("0")
                                ? "set for " + Show.rate(e.getKey()) + " on the calibration split"
                                : "the model's own for " + e.getKey())
                        + cell(Show.percent(e.getValue()), note(e.getValue()))
                        + "</tr>\n")
            .collect(Collectors.joining());
    return table(
        "Frozen thresholds",
        "The share of people whom a threshold hits here that was set on other people before.",
        List.of("threshold", "people hit"),
        rows);
  }

  /** By what was known of a session; empty where that is one thing. */
  String slices() {
    if (evaluation.slices().size() < 2) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    evaluation
        .slices()
        .forEach(
            (sees, slice) -> {
              rows.append("<tr>").append(head(sees.label() + ": " + sees.what()));
              rows.append(cell(Show.count(slice.bots())));
              rows.append(cell(Show.format("%.4f", slice.auc())));
              for (String rate : Rates.NAMES) {
                Double recall = slice.recall().get(rate);
                rows.append(cell(Show.percent(recall)));
              }
              rows.append("</tr>\n");
            });
    return table(
        "What was known",
        "Sessions by what a door shows and whether the shop's buyers are known, each among its own"
            + " people: recall at that share of people hit.",
        List.of("known", "sessions", "AUC", "at 1%", "at 0.1%", "at 0.01%"),
        rows.toString());
  }

  /** Baselines, left-out families and ablations; empty where there were none. */
  String contenders() {
    return ranked(
            "Baselines",
            "Simpler ways of scoring, trained on the training split, on the same sessions.",
            rows(Contender.Role.BASELINE) + row("this model", "", evaluation.pooled().standing()))
        + leftOut()
        + tells()
        + ablations();
  }

  private String leftOut() {
    LeftOut leftOut = evaluation.leftOut();
    if (leftOut == null) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    leftOut.families().forEach((name, standing) -> rows.append(row(name, "", standing)));
    return ranked(
        "Families never seen",
        "Each family judged by a model that was trained without it.",
        rows + row("all of them", "", leftOut.pooled()));
  }

  private String tells() {
    if (evaluation.tells().isEmpty()) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    evaluation
        .tells()
        .forEach(
            (family, tell) ->
                rows.append("<tr>")
                    .append(head(family))
                    .append(cell(tell.column()))
                    .append(cell(Show.figure(tell.auc())))
                    .append("</tr>\n"));
    return table(
        "What one feature tells",
        "The feature that alone separates most of a family from people, by AUC over rows of the"
            + " training sample: near 1, the model may have learned that feature and little else.",
        List.of("family", "feature", "AUC"),
        rows.toString());
  }

  private String ablations() {
    String rows = rows(Contender.Role.ABLATION);
    return rows.isEmpty()
        ? ""
        : ranked(
            "What features are worth",
            "Models trained without a block of features, and on the same sample with all: the"
                + " difference to this model is what sampling costs.",
            rows
                + rows(Contender.Role.REFERENCE)
                + row("this model", "", evaluation.pooled().standing()));
  }

  private String rows(Contender.Role role) {
    return evaluation.contenders(role).stream()
        .map(j -> row(j.contender().name(), j.contender().what(), j.standing()))
        .collect(Collectors.joining());
  }

  private static String row(String name, String what, Standing standing) {
    return "<tr><th scope=\"row\">"
        + Plot.escaped(name)
        + (what.isEmpty() ? "" : "<small>" + Plot.escaped(what) + "</small>")
        + "</th>"
        + cell(Show.format("%,d", standing.sessions()))
        + cell(Show.figure(standing.auc()), Show.figureInterval(standing.auc()))
        + recalls(standing)
        + "</tr>\n";
  }

  private static String ranked(String heading, String sentence, String rows) {
    List<String> columns = new java.util.ArrayList<>(List.of("what"));
    columns.addAll(RANKING);
    return table(heading, sentence, columns, rows);
  }

  private static String recalls(Standing standing) {
    return standing.recall().values().stream()
        .map(recall -> cell(Show.percent(recall), note(recall)))
        .collect(Collectors.joining());
  }

  private static String note(Estimate estimate) {
    return estimate.note() == null ? Show.percentInterval(estimate) : estimate.note();
  }

  private static String head(String text) {
    return "<th scope=\"row\">" + Plot.escaped(text) + "</th>";
  }

  private static String cell(String value) {
    return cell(value, "");
  }

  private static String cell(String value, String small) {
    return "<td>"
        + Plot.escaped(value)
        + (small.isEmpty() ? "" : "<small>" + Plot.escaped(small) + "</small>")
        + "</td>";
  }

  private static String table(String heading, String sentence, List<String> columns, String rows) {
    boolean totals = !List.of("Frozen thresholds", "What one feature tells").contains(heading);
    String style = totals ? "wide totals" : "wide";
    String heads =
        columns.stream()
            .map(column -> "<th scope=\"col\">" + Plot.escaped(column) + "</th>")
            .collect(Collectors.joining());
    return Show.format(
        "<section><h2>%s</h2>\n<p>%s</p>\n<div class=\"%s\"><table><thead><tr>%s</tr></thead>"
            + "<tbody>\n%s</tbody></table></div></section>\n",
        Plot.escaped(heading), Plot.escaped(sentence), style, heads, rows);
  }
}
