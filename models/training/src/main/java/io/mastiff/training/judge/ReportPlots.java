package io.mastiff.training.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The plots of a report, each with a sentence. */
final class ReportPlots {
  private static final int HEIGHT = 380;
  private static final int ROW = 26;
  private static final double[] PREVALENCES = {0.05, 0.01};

  private final Evaluation evaluation;

  ReportPlots(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  String all() {
    return roc() + precisionRecall() + scores() + reliability() + pages();
  }

  private String roc() {
    Axis people = Axis.smallShare("people wrongly hit, share of sessions (log scale)");
    Plot plot = new Plot(people, Axis.share("bots caught, share of sessions"), HEIGHT);
    Curve pooled = evaluation.shapes().pooled();
    int series = 2;
    for (Map.Entry<String, Curve> family : evaluation.shapes().weakest().entrySet()) {
      plot.line(series, family.getValue().hit(), family.getValue().caught());
      plot.legend(series++, family.getKey());
    }
    plot.line(1, pooled.hit(), pooled.caught()).legend(1, "all bots");
    Estimate at = evaluation.pooled().standing().recall().get("0.001");
    String sentence =
        "ROC: how many bots are caught for each share of people hit; the higher on the left, the"
            + " better. The thin lines are the families that are hardest to tell from people. ";
    return plot.figure(
        "Caught against hit",
        sentence
            + (at == null || at.value() == null
                ? "There are too few people here for what lies left of 1%."
                : "With one person in a thousand hit, "
                    + Show.percent(at)
                    + " of all bots are caught."));
  }

  private String precisionRecall() {
    Plot plot =
        new Plot(
            Axis.share("recall: bots caught, share of sessions"),
            Axis.share("precision: bots among those hit"),
            HEIGHT);
    Curve pooled = evaluation.shapes().pooled();
    double own = evaluation.bots() / (double) (evaluation.bots() + evaluation.humans());
    int series = 1;
    for (double prevalence : new double[] {own, PREVALENCES[0], PREVALENCES[1]}) {
      int[] points = IntStream.range(1, pooled.hit().length).toArray();
      plot.line(
          series,
          IntStream.of(points).mapToDouble(i -> pooled.caught()[i]).toArray(),
          IntStream.of(points).mapToDouble(i -> pooled.precision(i, prevalence)).toArray());
      String share = Show.percent(prevalence) + " of sessions are bots";
      plot.legend(series, series == 1 ? share + ", as in these data" : share);
      series++;
    }
    return plot.figure(
        "Precision against recall",
        "Of those hit, how many are bots, for each share of bots caught. The rarer bots are in"
            + " your traffic, the lower the line: read the one that is nearest to it.");
  }

  private String scores() {
    double[][] shares = evaluation.shapes().scores();
    Plot plot =
        new Plot(
            Axis.share("score: calibrated probability of a bot"),
            Axis.smallShare("share of sessions (log scale)"),
            HEIGHT);
    double width = 1.0 / Shapes.SCORE_BINS;
    for (int bin = 0; bin < Shapes.SCORE_BINS; bin++) {
      double from = bin * width;
      plot.bar(2, from + 0.08 * width, from + 0.48 * width, shares[0][bin]);
      plot.bar(1, from + 0.52 * width, from + 0.92 * width, shares[1][bin]);
    }
    double threshold = evaluation.subject().throttleThreshold();
    plot.guide(threshold, 1e-5, threshold, 1).legend(2, "people").legend(1, "bots");
    return plot.figure(
        "Scores",
        Show.format(
            "The highest score that each session reached. The dashed line is the throttling"
                + " threshold, %.4f; people right of it would be hit.",
            threshold));
  }

  private String reliability() {
    Plot plot =
        new Plot(
            Axis.share("predicted probability of a bot, mean of the bin"),
            Axis.share("bots observed, share of sessions"),
            HEIGHT);
    plot.guide(0, 0, 1, 1);
    List<Calibration.Bin> bins = evaluation.calibration().bins();
    plot.line(
        1,
        bins.stream().mapToDouble(Calibration.Bin::predicted).toArray(),
        bins.stream().mapToDouble(Calibration.Bin::observed).toArray());
    for (Calibration.Bin bin : bins) {
      String title = Show.format("%,d sessions", bin.sessions());
      double radius = 2 + Math.log10(bin.sessions());
      plot.dot(1, bin.predicted(), bin.observed(), radius, title);
    }
    return plot.figure(
        "Reliability",
        Show.format(
            "Whether a score means what it says: on the dashed line it does. Larger dots hold more"
                + " sessions. The mean distance (ECE) is %.3f. Bots are %s of these sessions; where"
                + " they are rarer, scores promise too much.",
            evaluation.calibration().ece(),
            Show.percent(evaluation.bots() / (double) (evaluation.bots() + evaluation.humans()))));
  }

  private String pages() {
    List<String> names = new ArrayList<>(evaluation.families().keySet());
    List<FamilyFigures> figures = new ArrayList<>(evaluation.families().values());
    List<Axis.Tick> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      rows.add(new Axis.Tick(names.size() - i, names.get(i)));
    }
    Axis families = new Axis("", 0.3, names.size() + 0.7, false, rows);
    Plot plot = new Plot(pageAxis(), families, 90 + ROW * names.size());
    for (int i = 0; i < names.size(); i++) {
      Effect effect = figures.get(i).effect();
      Integer p50 = effect.p50();
      Integer p90 = effect.p90();
      if (p50 != null && p90 != null) {
        double row = names.size() - i;
        plot.line(1, new double[] {p50, p90}, new double[] {row, row});
        plot.dot(3, p90, row, 8, "90% within " + p90).dot(1, p50, row, 5, "median " + p50);
      }
    }
    plot.legend(1, "median").legend(3, "nine in ten");
    return plot.figure(
        "Pages to the decision",
        "How many pages a bot of each family gets before the first action, of those that are"
            + " caught. A family without a dot is never caught at the throttling threshold.");
  }

  private static Axis pageAxis() {
    List<Axis.Tick> ticks =
        IntStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
            .mapToObj(n -> new Axis.Tick(n, String.valueOf(n)))
            .toList();
    return new Axis("pages (log scale)", 0.9, 1000, true, ticks);
  }
}
