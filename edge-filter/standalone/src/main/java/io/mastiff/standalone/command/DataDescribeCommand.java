package io.mastiff.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.data.dataset.DatasetShape;
import io.mastiff.data.dataset.DatasetSummary;
import io.mastiff.data.dataset.DatasetSummary.Feature;
import io.mastiff.data.dataset.DatasetSummary.Group;
import io.mastiff.feature.DatasetFormat;
import io.mastiff.standalone.dataset.DataDescribePage;
import io.mastiff.standalone.dataset.ShapeFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mastiff data describe}. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = {
      "Says what a dataset holds, and which features tell bots alone.",
      "A feature that separates people from bots alone was probably measured from what made the labels."
    })
public final class DataDescribeCommand implements Callable<Integer> {
  private static final double ALARM = 0.97;

  @Parameters(paramLabel = "FOLDER", description = "A dataset.")
  private Path folder = Path.of("");

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures; - prints them.")
  private @Nullable String json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes a page of plots that opens offline.")
  private @Nullable String html;

  @Override
  public Integer call() throws IOException {
    if (json != null) {
      Output.check(json);
    }
    if (html != null) {
      Output.checkFile("--html", html);
    }
    DatasetSummary summary = DatasetSummary.of(folder);
    DatasetShape shape = json == null && html == null ? null : DatasetShape.of(folder);
    if (json == null || !Output.isStandardOutput(json)) {
      print(summary);
    }
    if (html != null && shape != null) {
      Output.writeFile("--html", html, DataDescribePage.of(folder.toString(), summary, shape));
    }
    if (json != null && shape != null) {
      ObjectNode figures = figures(summary);
      ShapeFigures.add(figures, shape);
      Output.write(json, figures);
    }
    return 0;
  }

  private void print(DatasetSummary summary) {
    System.out.printf(
        "%s: %s, %d rows%n%n",
        folder,
        summary.description().path("kind").asText("?"),
        summary.description().path("rows").asLong());
    System.out.printf(
        "%-10s %-6s %-20s %-16s %9s %9s%n",
        "split", "label", "family", "source", "sessions", "rows");
    for (Group group : summary.groups()) {
      System.out.printf(
          "%-10s %-6s %-20.20s %-16.16s %9d %9d%n",
          group.split(),
          group.label(),
          group.family(),
          group.source(),
          group.sessions(),
          group.rows());
    }
    printLacking(summary);
    System.out.printf("%n%-28s %11s %11s %8s %7s%n", "feature", "least", "most", "missing", "AUC");
    for (Feature feature : strongestFirst(summary)) {
      System.out.printf(
          "%-28.28s %11s %11s %7.1f%% %7s%s%n",
          feature.column(),
          known("%.4g", feature.min()),
          known("%.4g", feature.max()),
          100 * feature.missing(),
          known("%.3f", feature.auc()),
          feature.separation() > ALARM ? " !" : "");
    }
    long alarms = summary.features().stream().filter(f -> f.separation() > ALARM).count();
    if (alarms > 0) {
      System.out.printf(
          "%n! %d features separate alone (AUC over %.2f or under %.2f): was the label made%n"
              + "  of what they measure? Then import with --mask.%n",
          alarms, ALARM, 1 - ALARM);
    }
  }

  private static void printLacking(DatasetSummary summary) {
    for (String label : List.of(DatasetFormat.HUMAN, DatasetFormat.BOT)) {
      if (summary.groups().stream().noneMatch(group -> group.label().equals(label))) {
        System.out.printf(
            "%nNo session is labelled %s: nothing can be learned from one class.%n"
                + "Import with %s, or name some in --labels.%n",
            label, label.equals(DatasetFormat.BOT) ? "--trap" : "logs in which orders were placed");
      }
    }
  }

  private static String known(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private static List<Feature> strongestFirst(DatasetSummary summary) {
    return summary.features().stream()
        .sorted(Comparator.comparingDouble(DataDescribeCommand::strength).reversed())
        .toList();
  }

  private static double strength(Feature feature) {
    return Double.isNaN(feature.auc()) ? 0 : feature.separation();
  }

  private ObjectNode figures(DatasetSummary summary) {
    ObjectNode root = Output.json().createObjectNode();
    root.put("data", folder.toString());
    root.set("description", summary.description());
    ArrayNode groups = root.putArray("groups");
    for (Group group : summary.groups()) {
      groups
          .addObject()
          .put("split", group.split())
          .put("label", group.label())
          .put("family", group.family())
          .put("source", group.source())
          .put("sessions", group.sessions())
          .put("rows", group.rows());
    }
    ArrayNode features = root.putArray("features");
    for (Feature feature : summary.features()) {
      ObjectNode node = features.addObject().put("feature", feature.column());
      put(node, "min", feature.min());
      put(node, "max", feature.max());
      node.put("missing", feature.missing());
      put(node, "auc", feature.auc());
      node.put("alarm", feature.separation() > ALARM);
    }
    return root;
  }

  /** JSON has no NaN: what is not known is left out. */
  private static void put(ObjectNode node, String name, double value) {
    if (!Double.isNaN(value)) {
      node.put(name, value);
    }
  }
}
