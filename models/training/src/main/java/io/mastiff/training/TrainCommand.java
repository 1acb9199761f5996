package io.mastiff.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mastiff model train}: a program of its own, since it contains Smile (GPL-3.0). */
@Command(
    name = "mastiff model train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a model on a dataset and writes a folder: model.mastiff, and card.json for people.",
      "This program contains Smile, which is GPL-3.0."
    })
public final class TrainCommand implements Callable<Integer> {
  static final String MODEL = "model.mastiff";
  static final String CARD = "card.json";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DATASET", description = "Folder of data simulate or data import.")
  private Path data;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FOLDER",
      description = "Where the model is written; a model that is there is replaced.")
  private Path out;

  @Option(names = "--seed", defaultValue = "42", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--trees",
      paramLabel = "N",
      description =
          "Default: 320 boosted, 200 of a forest; with few sessions cross-validation says how many.")
  private @Nullable Integer trees;

  @Option(
      names = "--learner",
      defaultValue = "boosted",
      paramLabel = "KIND",
      description = "boosted (default) or forest: what the trees are grown as.")
  private String learner;

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
  public Integer call() throws TrainingException, ModelException, IOException {
    Learner chosen = learner();
    Path folder = out.toAbsolutePath();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new TrainingException("-o " + out + ": is a file; name a folder");
    }
    if (folder.getParent() == null || !Files.isWritable(folder.getParent())) {
      throw new TrainingException("-o " + out + ": cannot write into " + folder.getParent());
    }
    long began = System.nanoTime();
    Dataset dataset = Dataset.open(data);
    say("training on " + data);
    byte[] file = new Trainer(chosen, seed, this::step).train(dataset);
    write(folder, file);
    say("wrote " + out + "/" + MODEL + " (" + file.length + " bytes), " + ModelReader.hash(file));
    step("took %d s".formatted((System.nanoTime() - began) / 1_000_000_000));
    return 0;
  }

  private Learner learner() throws TrainingException {
    return switch (learner) {
      case "boosted" ->
          BoostedTrees.Options.of(
              trees(BoostedTrees.Options.DEFAULT.trees(), ModelReader.MOST_TREES));
      case "forest" ->
          ForestTrees.Options.of(
              trees(ForestTrees.Options.DEFAULT.trees(), ForestTrees.Options.MOST_TREES));
      default ->
          throw new TrainingException("--learner is boosted or forest, not '" + learner + "'");
    };
  }

  private int trees(int otherwise, int most) throws TrainingException {
    if (trees == null) {
      return otherwise;
    }
    if (trees < 1 || trees > most) {
      throw new TrainingException("--trees is 1 to " + most + ", not " + trees);
    }
    return trees;
  }

  private void step(String text) {
    PrintWriter print = spec.commandLine().getErr();
    print.println(text);
    print.flush();
  }

  private static void write(Path folder, byte[] file) throws IOException, ModelException {
    Files.createDirectories(folder);
    String card = ModelReader.read(file).cardJson();
    String readable = new ObjectMapper().readTree(card).toPrettyString() + "\n";
    replace(folder.resolve(MODEL), file);
    replace(folder.resolve(CARD), readable.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "model", ".part");
    Files.write(part, bytes);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private void say(String text) {
    PrintWriter print = spec.commandLine().getOut();
    print.println(text);
    print.flush();
  }
}
