package io.mastiff.training.judge;

import io.mastiff.classifier.Classifier;
import io.mastiff.training.TrainingException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mastiff model evaluate}: how good a model is, on data it has not seen. */
@Command(
    name = "mastiff model evaluate",
    mixinStandardHelpOptions = true,
    version = "mastiff trainer (contains Smile 3.1.1, GPL-3.0)",
    description = {
      "Judges a model on a split of a dataset, by family of bots and pooled.",
      "The same dataset, model, options and seed give the same figures."
    })
public final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DATASET", description = "Folder that `mastiff data` wrote.")
  private Path data;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FOLDER_OR_FILE",
      description = "The model file, or a folder that holds one.")
  private Path model;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the figures as JSON; - is standard output.")
  private @Nullable String json;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Writes a page that opens offline.")
  private @Nullable String report;

  @Option(names = "--split", defaultValue = "test", description = "Default: ${DEFAULT-VALUE}.")
  private String split;

  @Option(
      names = "--full",
      description = {
        "Also leaves out every family and every block of",
        "features in turn; about an hour for 350,000 sessions."
      })
  private boolean full;

  @Option(names = "--seed", defaultValue = "42", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  /** Runs the program: 0 done, 2 bad input. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs the program and returns its exit code. */
  public static int run(String... args) {
    return JudgeProgram.run(new EvaluateCommand(), args);
  }

  @Override
  public Integer call() throws TrainingException {
    Output.check("--json", json);
    Output.check("--report", report);
    Classifier judged = ModelSource.read(model);
    DatasetFolder folder = DatasetFolder.open(data);
    Evaluation evaluation =
        JudgeProgram.onAllProcessors(
            executor ->
                new Evaluator(folder, judged, split, full, seed, executor, progress()).run());
    if (report != null) {
      Output.file(report, HtmlReport.of(evaluation));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json != null) {
      Output.json(json, EvaluationJson.of(evaluation, DatasetHash.of(folder)), out);
    }
    if (!Output.isStandard(json)) {
      new EvaluationText(evaluation, out).print();
    }
    return 0;
  }

  private Consumer<String> progress() {
    PrintWriter err = spec.commandLine().getErr();
    return line -> {
      err.println(line);
      err.flush();
    };
  }
}
