package io.mastiff.standalone.dataset;

import io.mastiff.data.dataset.DatasetShape;
import io.mastiff.data.dataset.DatasetShape.Spread;
import io.mastiff.data.dataset.DatasetSummary;
import io.mastiff.standalone.audit.page.Html;
import io.mastiff.standalone.audit.page.PairPlot;
import io.mastiff.standalone.audit.page.PairPlot.Group;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small plot of each feature, people against bots, those that separate best first. */
final class FeaturePlots {
  private FeaturePlots() {}

  static String all(DatasetSummary summary, DatasetShape shape) {
    Comparator<Integer> strength =
        Comparator.comparingDouble(i -> strength(summary.features().get(i)));
    return Html.paragraph(
            "Whole sessions; each group's bars, with those at the right for missing values, sum to"
                + " 100%. The features that separate best alone come first. AUC is the chance that"
                + " a bot's value is above a person's: 0.5 tells nothing, 0 or 1 all.")
        + "<ul class=\"legend\"><li><i class=\"key k"
        + DataDescribePage.PEOPLE
        + "\"></i>people</li><li><i class=\"key k"
        + DataDescribePage.BOTS
        + "\"></i>bots</li></ul>\n<div class=\"multiples\">\n"
        + IntStream.range(0, shape.features().size())
            .boxed()
            .sorted(strength.reversed())
            .map(i -> plot(summary.features().get(i), shape.features().get(i)))
            .collect(Collectors.joining())
        + "</div>\n";
  }

  private static double strength(DatasetSummary.Feature feature) {
    return Double.isNaN(feature.auc()) ? 0 : feature.separation();
  }

  private static String plot(DatasetSummary.Feature figures, Spread spread) {
    String auc =
        Double.isNaN(figures.auc()) ? "-" : String.format(Locale.ROOT, "%.3f", figures.auc());
    return new PairPlot(
            spread.bins().edges(),
            spread.bins().log(),
            new Group(DataDescribePage.PEOPLE, "people", spread.human(), spread.humanMissing()),
            new Group(DataDescribePage.BOTS, "bots", spread.bot(), spread.botMissing()))
        .figure(
            figures.column(),
            Html.escaped(
                String.format(
                    Locale.ROOT,
                    "Value: %s. AUC %s; missing in %s of people and %s of bots (%s).",
                    spread.feature().formula(),
                    auc,
                    missing(spread.human(), spread.humanMissing()),
                    missing(spread.bot(), spread.botMissing()),
                    spread.feature().missingWhen())));
  }

  private static String missing(long[] known, long missing) {
    long all = missing + IntStream.range(0, known.length).mapToLong(i -> known[i]).sum();
    return all == 0 ? "-" : String.format(Locale.ROOT, "%.1f%%", 100.0 * missing / all);
  }
}
