package io.mastiff.training.judge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.classifier.Classifier;
import io.mastiff.training.TrainingException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mastiff model compare}: whether a challenger may take a champion's place. */
@Command(
    name = "mastiff model compare",
    mixinStandardHelpOptions = true,
    version = "mastiff trainer (contains Smile 3.1.1, GPL-3.0)",
    description = {
      "Judges two models on the same sessions: better, no worse or worse.",
      "Exit code 1 when the challenger is worse in a figure beyond its interval."
    })
public final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CHAMPION", description = "Model file or its folder.")
  private Path champion;

  @Parameters(index = "1", paramLabel = "CHALLENGER", description = "Model file or its folder.")
  private Path challenger;

  @Parameters(index = "2", paramLabel = "DATASET", description = "Folder that `data` wrote.")
  private Path data;

  @Option(
      names = "--json",
      arity = "0..1",
      fallbackValue = Output.STANDARD,
      paramLabel = "FILE",
      description = "Writes the figures as JSON; - or nothing is standard output.")
  private @Nullable String json;

  @Option(names = "--split", defaultValue = "test", description = "Default: ${DEFAULT-VALUE}.")
  private String split;

  @Option(names = "--seed", defaultValue = "42", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  /** Runs the program: 0 better or no worse, 1 worse, 2 bad input. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs the program and returns its exit code. */
  public static int run(String... args) {
    return JudgeProgram.run(new CompareCommand(), args);
  }

  @Override
  public Integer call() throws TrainingException {
    Output.check("--json", json);
    Classifier first = ModelSource.read(champion);
    Classifier second = ModelSource.read(challenger);
    DatasetFolder folder = DatasetFolder.open(data);
    Comparison comparison =
        JudgeProgram.onAllProcessors(
            executor -> Comparison.of(folder, first, second, split, seed, executor));
    PrintWriter out = spec.commandLine().getOut();
    if (json != null) {
      Output.json(json, json(comparison, DatasetHash.of(folder)), out);
    }
    if (!Output.isStandard(json)) {
      print(comparison, out);
    }
    return comparison.verdict() == Comparison.Verdict.WORSE ? 1 : 0;
  }

  private static ObjectNode json(Comparison comparison, String dataHash) {
    ObjectNode out = new ObjectMapper().createObjectNode();
    out.put("data", comparison.data()).put("kind", comparison.kind());
    out.put("dataHash", dataHash).put("split", comparison.split());
    out.put("champion", comparison.champion()).put("challenger", comparison.challenger());
    out.put("humans", comparison.humans()).put("bots", comparison.bots());
    out.put("verdict", comparison.verdict().words);
    ObjectNode figures = out.putObject("figures");
    for (Comparison.Difference difference : comparison.differences()) {
      ObjectNode figure = figures.putObject(difference.figure());
      figure.put("champion", difference.champion()).put("challenger", difference.challenger());
      EvaluationJson.estimate(figure.putObject("difference"), difference.difference());
      figure.put("verdict", difference.verdict().words);
    }
    return out;
  }

  private static void print(Comparison comparison, PrintWriter out) {
    out.println(
        Show.format(
            "%s (%s), split %s: %,d people's sessions, %,d of bots",
            Show.cut(comparison.data(), 20),
            comparison.kind(),
            comparison.split(),
            comparison.humans(),
            comparison.bots()));
    out.println(
        Show.format(
            "%-16s %10s %10s %10s  %-20s%s",
            "figure", "champion", "challenger", "difference", "95% interval", ""));
    for (Comparison.Difference difference : comparison.differences()) {
      Estimate d = difference.difference();
      out.println(
          Show.format(
                  "%-16s %10s %10s %10s  %-20s %s",
                  name(difference.figure()),
                  number(difference.champion()),
                  number(difference.challenger()),
                  number(d.value()),
                  d.note() == null ? number(d.low()) + " to " + number(d.high()) : d.note(),
                  difference.verdict() == Comparison.Verdict.NO_WORSE
                      ? ""
                      : difference.verdict().words)
              .stripTrailing());
    }
    out.println(
        Show.format(
            "The challenger %s is %s than the champion %s.",
            comparison.challenger(), comparison.verdict().words, comparison.champion()));
    out.flush();
  }

  private static String name(String figure) {
    String rate = "recallAtFpr.";
    return figure.startsWith(rate)
        ? "recall at " + Show.rate(figure.substring(rate.length()))
        : figure;
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : Show.format(Math.abs(value) >= 10 ? "%.1f" : "%.4f", value);
  }
}
