package io.mastiff.standalone.dataset;

import io.mastiff.data.dataset.DatasetShape;
import io.mastiff.data.dataset.DatasetShape.Length;
import io.mastiff.data.dataset.DatasetShape.Source;
import io.mastiff.data.dataset.DatasetShape.Times;
import io.mastiff.data.dataset.DatasetSummary;
import io.mastiff.data.dataset.DatasetSummary.Group;
import io.mastiff.feature.DatasetFormat;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.standalone.audit.page.BarPlot;
import io.mastiff.standalone.audit.page.Html;
import io.mastiff.standalone.audit.page.StackPlot;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A dataset as one page of plots that opens offline: no script, nothing to load. */
public final class DataDescribePage {
  static final int PEOPLE = 5;
  static final int BOTS = 3;
  private static final int OTHER = 6;
  private static final int MOST_BARS = 30;

  private final String name;
  private final DatasetSummary summary;
  private final DatasetShape shape;

  private DataDescribePage(String name, DatasetSummary summary, DatasetShape shape) {
    this.name = name;
    this.summary = summary;
    this.shape = shape;
  }

  /**
   * @param name how the dataset was named by who asked
   */
  public static String of(String name, DatasetSummary summary, DatasetShape shape) {
    return new DataDescribePage(name, summary, shape).page();
  }

  private String page() {
    return Html.page(
        "Dataset " + name,
        "<header><p class=\"kind\">"
            + Html.escaped(summary.description().path("kind").asText("?"))
            + "</p><h1>What is in "
            + Html.escaped(name)
            + "?</h1></header>\n"
            + tiles()
            + Html.section("Who is in it", families() + splits())
            + Html.section("When, and how far", time() + prefixes())
            + Html.section("Who says so", sources())
            + Html.section("What was measured", FeaturePlots.all(summary, shape)));
  }

  private long sessions(String label) {
    return summary.groups().stream()
        .filter(group -> label.equals(group.label()))
        .mapToLong(Group::sessions)
        .sum();
  }

  private String tiles() {
    return "<div class=\"tiles\">\n"
        + Html.tile("people", count(sessions(DatasetFormat.HUMAN)), "sessions labelled human")
        + Html.tile("bots", count(sessions(DatasetFormat.BOT)), "sessions labelled bot")
        + Html.tile(
            "rows",
            count(summary.groups().stream().mapToLong(Group::rows).sum()),
            "a session at each of its prefixes")
        + Html.tile(
            "features", count(summary.features().size()), "measured; see the plots at the end")
        + "</div>\n";
  }

  private record Named(String label, String name, long sessions) {}

  private List<Named> by(Function<Group, String> key) {
    Map<String, Named> sums = new TreeMap<>();
    for (Group group : summary.groups()) {
      String label = String.valueOf(group.label());
      Named one = new Named(label, String.valueOf(key.apply(group)), group.sessions());
      sums.merge(
          label + '\0' + one.name(),
          one,
          (a, b) -> new Named(a.label(), a.name(), a.sessions() + b.sessions()));
    }
    return sums.values().stream()
        .sorted(Comparator.comparingLong(Named::sessions).reversed())
        .toList();
  }

  private String families() {
    return bars(
        by(Group::family),
        "Sessions by family",
        "Blue are families of people, red of bots; a family with few sessions is learned badly"
            + " and judged with wide intervals.");
  }

  private String splits() {
    List<Named> splits =
        by(Group::split).stream()
            .map(s -> new Named(s.label(), s.name() + ", " + s.label(), s.sessions()))
            .toList();
    return bars(
        splits,
        "Sessions by split",
        "What is trained on, calibrated on and judged by; each split that is used needs people"
            + " (blue) and bots (red).");
  }

  private static String bars(List<Named> all, String heading, String sentence) {
    long largest = all.stream().mapToLong(Named::sessions).max().orElse(1);
    List<Named> shown = all.subList(0, Math.min(MOST_BARS, all.size()));
    List<Named> rest = all.subList(shown.size(), all.size());
    long others = rest.stream().mapToLong(Named::sessions).sum();
    largest = Math.max(1, Math.max(largest, others));
    BarPlot plot = new BarPlot("sessions", largest, count(largest));
    shown.forEach(n -> plot.add(colour(n.label()), n.name(), n.sessions(), count(n.sessions())));
    if (!rest.isEmpty()) {
      plot.add(OTHER, rest.size() + " others", others, count(others));
    }
    return plot.figure(heading, sentence);
  }

  private String time() {
    Times times = shape.times();
    String unit = "sessions in " + span(times.stepMs());
    return new StackPlot(times.fromMs(), times.stepMs(), times.human().length, unit)
        .add(PEOPLE, "people", times.human())
        .add(BOTS, "bots", times.bot())
        .figure(
            "Sessions over time",
            "When sessions began, people below bots; labels that come from one stretch of time only"
                + " teach the time instead of the visitor."
                + (times.undated() == 0
                    ? ""
                    : " Left out are " + count(times.undated()) + " sessions without a time."));
  }

  private static String span(long ms) {
    double minutes = Math.max(1, ms / 60_000.0);
    if (minutes < 120) {
      return Math.round(minutes) + " min";
    }
    double hours = minutes / 60;
    return hours < 48
        ? String.format(Locale.ROOT, "%.1f hours", hours)
        : String.format(Locale.ROOT, "%.1f days", hours / 24);
  }

  private String prefixes() {
    List<Length> shown =
        shape.lengths().stream().filter(l -> FeatureSchema.isPrefix(l.pages())).toList();
    long largest = shown.stream().mapToLong(l -> Math.max(l.human(), l.bot())).max().orElse(1);
    BarPlot plot = new BarPlot("rows", largest, count(largest));
    for (Length l : shown) {
      String pages = l.pages() + (l.pages() == 1 ? " page" : " pages");
      plot.add(PEOPLE, pages, l.human(), count(l.human()));
      plot.add(BOTS, "", l.bot(), count(l.bot()));
    }
    return plot.figure(
        "Prefix lengths",
        "How many rows show a session after so many pages, people (blue) above bots (red); where"
            + " one kind ends, the other's length tells it. Sessions that end in between have a row there"
            + " too; those are in the JSON.");
  }

  private String sources() {
    double heaviest = shape.sources().stream().mapToDouble(Source::weight).max().orElse(1);
    heaviest = Math.max(1, heaviest);
    BarPlot plot = new BarPlot("mean weight of a label, no unit", heaviest, weight(heaviest));
    shape.sources().stream()
        .limit(MOST_BARS)
        .forEach(s -> plot.add(colour(s.label()), s.source(), s.weight(), weight(s.weight())));
    List<List<String>> rows =
        shape.sources().stream()
            .map(
                s ->
                    List.of(
                        Html.escaped(s.source()),
                        Html.escaped(s.label()),
                        count(s.sessions()),
                        weight(s.weight()),
                        weight(s.least()) + " to " + weight(s.most())))
            .toList();
    return plot.figure(
            "Weights of labels by source",
            "How much a label of each source counts in training, those that most sessions have"
                + " first; blue says human, red says bot.")
        + Html.table(2, List.of("source", "label", "sessions", "mean weight", "range"), rows);
  }

  private static int colour(String label) {
    return label.equals(DatasetFormat.HUMAN)
        ? PEOPLE
        : label.equals(DatasetFormat.BOT) ? BOTS : OTHER;
  }

  private static String weight(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
