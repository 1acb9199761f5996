package io.mastiff.standalone.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.data.label.Label;
import io.mastiff.data.label.LabelSource;
import io.mastiff.data.label.LabelVote;
import io.mastiff.data.label.Splits;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.standalone.audit.BadLines;
import io.mastiff.standalone.audit.LogSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What came of an import, for people (80 columns) and as JSON. */
public final class ImportReport {
  final BadLines bad = new BadLines();
  long lines;
  long parsed;
  long future;
  long measured;

  private final ImportSettings settings;
  private final List<LogSource> sources;
  private final LabelVote vote;
  private final Map<String, long[]> sessionsBySplit = new TreeMap<>();
  private final TreeSet<String> leaking = new TreeSet<>();
  private long sessions;
  private long labelled;
  private long linesWithoutLabel;
  private long withoutPage;
  private long labelsUsed;
  private long rows;

  ImportReport(ImportSettings settings, List<LogSource> sources, LabelVote vote) {
    this.settings = settings;
    this.sources = sources;
    this.vote = vote;
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

  void finish(long used, long written) {
    labelsUsed = used;
    rows = written;
  }

  /** Whether nobody gave a label to any session. */
  public boolean isEmpty() {
    return labelled == 0;
  }

  /** What is said then. */
  String whyEmpty() {
    return settings.isLabelled()
        ? "none of "
            + settings.labels().size()
            + " labels names anything in the logs; see --label-key and --session-field"
        : "the logs label no session by themselves: no order, no trap hit, no crawler's name;"
            + " give --labels FILE";
  }

  /** Puts into a dataset's description what it was made from. */
  void describe(ObjectNode made) {
    made.put("lines", lines).put("bad", bad.count());
    formats().forEach(made.putArray("logFormats")::add);
    settings.origins().forEach(made.putArray("maskedOrigins")::add);
    ObjectNode labels = made.putObject("labels");
    vote.bySource().forEach(labels::put);
  }

  public ObjectNode json(ObjectMapper mapper) {
    ObjectNode root = mapper.createObjectNode();
    root.put("data", settings.folder().toString());
    root.put("lines", lines).put("parsed", parsed).put("bad", bad.count());
    ObjectNode kinds = root.putObject("badKinds");
    bad.kinds().forEach(kinds::put);
    bad.damages().forEach(root.putArray("damaged")::add);
    formats().forEach(root.putArray("formats")::add);
    root.put("future", future).put("linesWithoutLabel", linesWithoutLabel);
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
    return root;
  }

  public String text() {
    StringBuilder out = new StringBuilder();
    line(out, "Format     %s", String.join(", ", formats()));
    line(
        out,
        "Lines      %d read, %d bad, %d without a label",
        lines,
        bad.count(),
        linesWithoutLabel);
    badText(out);
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
    line(out, "Dataset    %s, %d rows", settings.folder(), rows);
    hints(out);
    return out.toString();
  }

  private void badText(StringBuilder out) {
    bad.damages().forEach(damage -> line(out, "  damaged: %s", damage));
    bad.kinds().forEach((kind, n) -> line(out, "  bad: %d %s", n, kind));
    for (BadLines.Bad b : bad.first()) {
      line(out, "  bad: %s line %d: %s", b.file(), b.line(), cut(b.text()));
    }
    if (future > 0) {
      line(out, "  %d lines are in the future: is a clock or a time zone wrong?", future);
    }
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
        line(out, "The split %s lacks %s.", split, n[0] == 0 ? "people" : "bots");
      }
    }
  }

  private List<String> formats() {
    return sources.stream().map(source -> source.format().name()).distinct().toList();
  }

  private static String cut(String text) {
    return text.length() <= 50 ? text : text.substring(0, 49) + "…";
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
