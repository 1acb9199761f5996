package io.mastiff.bench;

import io.mastiff.bench.Runs.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mastiff bench classifier}: the classifier's figures beside Smile's, in one run. */
@Command(
    name = "mastiff bench classifier",
    mixinStandardHelpOptions = true,
    description = {
      "Measures prediction and SHAP by the same trees here and in Smile, and the features of a",
      "session for each event, with JMH. Takes a minute and a half and 1 GB of memory. Medians;",
      "every iteration goes to standard error.",
      "This program contains Smile, which is GPL-3.0."
    })
public final class ClassifierBenchCommand implements Callable<Integer> {
  private static final String TREES = "io.mastiff.bench.ClassifierBenchmark.";
  private static final int NODES = 5_000;

  @Option(names = "--json", description = "Write the rows as JSON; - is standard output.")
  private @Nullable String json;

  @Option(names = "--quick", description = "Fewer iterations; for a first look.")
  private boolean quick;

  @Option(names = "--only", description = "Only cases whose name starts with this.")
  private String only = "";

  @Spec private @Nullable CommandSpec spec;

  /** Runs the program: 0 done, 2 bad input. */
  public static void main(String[] args) {
    System.exit(line().execute(args));
  }

  static CommandLine line() {
    CommandLine line = new CommandLine(new ClassifierBenchCommand());
    line.setParameterExceptionHandler(
        (e, args) -> {
          line.getErr().println("mastiff bench classifier: " + e.getMessage());
          return 2;
        });
    return line;
  }

  static List<Case> cases() {
    return List.of(
        new Case("predict", "mastiff", TREES + "predictMastiff", NODES, 1, ""),
        new Case("predict", "smile", TREES + "predictSmile", NODES, 1, ""),
        new Case("predict", "smile-trees-alone", TREES + "predictSmileTrees", NODES, 1, ""),
        new Case("shap", "mastiff", TREES + "shapMastiff", NODES, 1, ""),
        new Case("shap", "smile", TREES + "shapSmile", NODES, 1, ""),
        SessionBenchCommand.features());
  }

  @Override
  public Integer call() throws RunnerException, IOException {
    List<Case> chosen = cases().stream().filter(one -> one.name().startsWith(only)).toList();
    check(chosen);
    Runs runs = new Runs(quick, "1g");
    List<Row> rows = new ArrayList<>();
    for (Case one : chosen) {
      rows.add(runs.run(one));
    }
    Figures.print(rows, json);
    return 0;
  }

  /** Before anything is measured. */
  private void check(List<Case> chosen) {
    if (chosen.isEmpty()) {
      throw bad(
          "--only " + only + ": no case starts so; there are predict, shap, session-features");
    }
    if (json != null && !json.equals("-")) {
      Path folder = Path.of(json).toAbsolutePath().getParent();
      if (folder == null || !Files.isWritable(folder)) {
        throw bad("--json " + json + ": its folder does not exist or cannot be written");
      }
    }
  }

  private ParameterException bad(String message) {
    return new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), message);
  }
}
