package io.mastiff.training;

import io.mastiff.classifier.ModelReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mastiff model train}: the trainer's program. It contains Smile, which is GPL-3.0. */
@Command(
    name = "mastiff model train",
    mixinStandardHelpOptions = true,
    version = "mastiff trainer (contains Smile 3.1.1, GPL-3.0)",
    description = {
      "Trains a model on a dataset file and writes the portable model file.",
      "The same dataset, options and seed give the same bytes."
    })
public final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, description = "Dataset file (see: mastiff data).")
  private Path data;

  @Option(names = "--out", required = true, description = "Where the model file is written.")
  private Path out;

  @Option(names = "--seed", defaultValue = "42", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--trees", defaultValue = "160", description = "Default: ${DEFAULT-VALUE}.")
  private int trees;

  /** Runs the program: 0 done, 2 bad input. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs the program and returns its exit code. */
  public static int run(String... args) {
    CommandLine line = new CommandLine(new TrainCommand());
    line.setParameterExceptionHandler(
        (e, a) -> {
          e.getCommandLine().getErr().println("mastiff model train: " + e.getMessage());
          return 2;
        });
    line.setExecutionExceptionHandler(
        (e, c, r) -> {
          c.getErr().println("mastiff model train: " + e.getMessage());
          return 2;
        });
    return line.execute(args);
  }

  @Override
  public Integer call() throws TrainingException, IOException {
    if (trees < 1 || trees > ModelReader.MOST_TREES) {
      throw new TrainingException("--trees is 1 to " + ModelReader.MOST_TREES + ", not " + trees);
    }
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isWritable(folder)) {
      throw new TrainingException("--out: cannot write into " + folder);
    }
    PrintWriter print = spec.commandLine().getOut();
    print.println("reading " + data);
    print.flush();
    Dataset dataset = Dataset.read(data);
    print.println("training on " + dataset.split("train").size() + " rows");
    print.flush();
    BoostedTrees.Options d = BoostedTrees.Options.DEFAULT;
    byte[] file =
        new Trainer(
                new BoostedTrees.Options(
                    trees, d.maxDepth(), d.maxNodes(), d.nodeSize(), d.shrinkage(), d.subsample()),
                seed)
            .train(dataset);
    Path part = Files.createTempFile(folder, "model", ".part");
    Files.write(part, file);
    Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
    print.println("wrote " + out + " (" + file.length + " bytes), model " + ModelReader.hash(file));
    print.flush();
    return 0;
  }
}
