package io.mastiff.standalone.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.data.label.Label;
import io.mastiff.data.label.LabelSource;
import io.mastiff.data.label.LabelVote;
import io.mastiff.data.label.Splits;
import io.mastiff.feature.FeatureSchema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of an import, for people (80 columns) and as JSON. */
public final class ImportReport {
  private final ImportSettings settings;
  private final EventFeed feed;
  private LabelVote vote = new LabelVote();
  private @Nullable LearnedBaselines baselines;
  private final Map<String, long[]> sessionsBySplit = new TreeMap<>();
  private final TreeSet<String> leaking = new TreeSet<>();
  private long sessions;
  private long labelled;
  private long linesWithoutLabel;
  private long withoutPage;
  private long labelsUsed;
  private long rows;
  private int resumed;

  ImportReport(ImportSettings settings, EventFeed feed) {
    this.settings = settings;
    this.feed = feed;
  }

  void resumed(int files) {
    resumed = files;
  }

  void session(SessionRows session, Optional<Label> label, boolean written) {
    sessions++;
    if (label.isEmpty()) {
      linesWithoutLabel += session.lines();
      return;
    }
    if (!written) {
      withoutPage++;
      return;
    }
    labelled++;
    LabelSource source = label.get().source();
    if (!source.origin().isEmpty() && !settings.origins().contains(source.origin())) {
      leaking.add(source.origin());
    }
    long[] counts =
        sessionsBySplit.computeIfAbsent(session.split(label.get()), split -> new long[2]);
    counts[label.get().bot() ? 1 : 0]++;
  }

  void finish(long used, long written, LabelVote votes, LearnedBaselines learned) {
    labelsUsed = used;
    rows = written;
    vote = votes;
    baselines = learned;
  }

  /** Whether nobody gave a label to any session. */
  public boolean isEmpty() {
    return labelled == 0;
  }

  /** What is said then. */
  String whyEmpty() {
    return feed.whyEmpty();
  }

  /** Puts into a dataset's description what it was made from. */
  void describe(ObjectNode made) {
    feed.describe(made);
    settings.origins().forEach(made.putArray("maskedOrigins")::add);
    ObjectNode labels = made.putObject("labels");
    vote.bySource().forEach(labels::put);
    if (baselines != null) {
      baselines.describe(made);
    }
  }

  public ObjectNode json(ObjectMapper mapper) {
    ObjectNode root = mapper.createObjectNode();
    root.put("data", settings.folder().toString());
    feed.figures(root);
    root.put("resumed", resumed).put("linesWithoutLabel", linesWithoutLabel);
    root.put("sessions", sessions).put("labelled", labelled).put("rows", rows);
    ObjectNode splits = root.putObject("splits");
    sessionsBySplit.forEach(
        (split, n) -> splits.putObject(split).put("human", n[0]).put("bot", n[1]));
    ObjectNode labels = root.putObject("labels");
    vote.bySource().forEach(labels::put);
    ObjectNode disagreements = root.putObject("disagreements");
    vote.disagreements().forEach(disagreements::put);
    root.put("labelsWithoutSession", settings.labels().size() - labelsUsed);
    root.put("undecided", vote.ties()).put("withoutPage", withoutPage);
    if (baselines != null) {
      baselines.describe(root);
    }
    return root;
  }

  public String text() {
    StringBuilder out = new StringBuilder();
    if (resumed > 0) {
      line(out, "Resumed    %d files had been read before", resumed);
    }
    out.append(feed.text(linesWithoutLabel));
    line(out, "Sessions   %d, %d of them with a label", sessions, labelled);
    line(out, "");
    line(out, "%-10s %10s %10s", "split", "human", "bot");
    sessionsBySplit.forEach((split, n) -> line(out, "%-10s %10d %10d", split, n[0], n[1]));
    line(out, "");
    labelsText(out);
    if (!settings.origins().isEmpty()) {
      long columns =
          settings.origins().stream()
              .flatMap(o -> FeatureSchema.columnsFrom(o).stream())
              .distinct()
              .count();
      line(
          out,
          "Masked     %d of %d features (%s)",
          columns,
          FeatureSchema.size(),
          String.join(", ", settings.origins()));
    }
    if (baselines != null) {
      line(out, "Baseline   %s", baselines.text());
    }
    line(out, "Dataset    %s, %d rows", settings.folder(), rows);
    hints(out);
    return out.toString();
  }

  private void labelsText(StringBuilder out) {
    line(
        out,
        "Labels     %s",
        vote.bySource().isEmpty()
            ? "none"
            : vote.bySource().entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining("\n           ")));
    vote.disagreements().forEach((pair, n) -> line(out, "  %d disagree: %s", n, pair));
    if (vote.ties() > 0) {
      line(out, "  %d left out: their sources outweigh each other", vote.ties());
    }
    if (withoutPage > 0) {
      line(out, "  %d left out: no page to learn from (before the cart)", withoutPage);
    }
    if (settings.isLabelled() && labelsUsed < settings.labels().size()) {
      line(out, "  %d labels have no session", settings.labels().size() - labelsUsed);
    }
  }

  private void hints(StringBuilder out) {
    if (!leaking.isEmpty()) {
      String origins = String.join(",", leaking);
      line(out, "Some labels were read from the %s: without --mask %s", origins, origins);
      line(out, "a model may learn who gave the label.");
    }
    for (String split : List.of(Splits.TRAIN, Splits.TEST)) {
      long[] n = sessionsBySplit.getOrDefault(split, new long[2]);
      if (n[0] == 0 || n[1] == 0) {
        lacks(out, split, n[0], n[1]);
      }
    }
  }

  private static void lacks(StringBuilder out, String split, long people, long bots) {
    line(
        out,
        "The split %s lacks %s.",
        split,
        people == 0 && bots == 0 ? "people and bots" : people == 0 ? "people" : "bots");
    if (people == 0) {
      line(out, "  Name some in --labels, or import logs in which orders were placed.");
    }
    if (bots == 0) {
      line(out, "  Name some in --labels, or paths that nobody is shown under --trap.");
    }
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
