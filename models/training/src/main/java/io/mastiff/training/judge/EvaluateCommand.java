package io.mastiff.training.judge;

import io.mastiff.classifier.Classifier;
import io.mastiff.training.TrainingException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
      "The same dataset, model, options and seed give the same figures.",
      "--live judges on an archive instead, by the clients that no learned action touched."
    })
public final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DATASET",
      description = "Folder that `mastiff data` wrote.")
  private @Nullable Path data;

  @Option(
      names = "--live",
      paramLabel = "ARCHIVE",
      description =
          "Folder of `mastiff data archive`: precision and orders hit, by slice. Without "
              + "--model by the verdicts as they were given.")
  private @Nullable Path live;

  @Option(
      names = "--trap",
      paramLabel = "PATH",
      description = "With --live: who asks for it is a bot; * at its end is any rest.")
  private Set<String> traps = new LinkedHashSet<>();

  @Option(
      names = "--model",
      paramLabel = "FOLDER_OR_FILE",
      description = "The model file, or a folder that holds one.")
  private @Nullable Path model;

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
      description =
          "Also leaves out every family and every block of "
              + "features in turn; about an hour for 350,000 sessions.")
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
    if (live != null) {
      return live(live);
    }
    if (data == null || model == null || !traps.isEmpty()) {
      throw new TrainingException("give DATASET and --model, or --live ARCHIVE (with --trap PATH)");
    }
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

  private int live(Path archive) throws TrainingException {
    if (data != null || full || report != null) {
      throw new TrainingException("--live goes with --model, --trap, --json alone");
    }
    Classifier judged = model == null ? null : ModelSource.read(model);
    LiveArchive reading = new LiveArchive(archive, traps, judged);
    List<LiveClient> clients = reading.clients();
    LiveReport found =
        LiveReport.of(judged == null ? null : judged.hash(), clients, reading.otherFeatures());
    PrintWriter out = spec.commandLine().getOut();
    Output.json(json, found.json(), out);
    if (!Output.isStandard(json)) {
      found.print(out);
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
