package io.mastiff.standalone.command;

import io.mastiff.data.dataset.SimulatedDataset;
import io.mastiff.standalone.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mastiff data}. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Makes datasets for training.")
public final class DataCommand implements Runnable {
  /** Seed and size of the dataset that the default model is trained on. */
  public static final long DEFAULT_SEED = 20_260_101;

  public static final long DEFAULT_SESSIONS = 100_000;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: simulate");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Simulates sessions of shoppers and scrapers into a dataset.")
  int simulate(
      @Option(
              names = {"-o", "--out"},
              required = true,
              paramLabel = "FOLDER",
              description = "The dataset; one that is there is replaced.")
          Path out,
      @Option(names = "--seed", defaultValue = "" + DEFAULT_SEED, description = "A whole number.")
          long seed,
      @Option(names = "--sessions", defaultValue = "" + DEFAULT_SESSIONS, description = "How many.")
          long sessions) {
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isWritable(folder)) {
      throw new UserError("--out " + out + ": its folder does not exist or cannot be written");
    }
    if (sessions < 100 || sessions > 100_000_000) {
      throw new UserError("--sessions " + sessions + ": 100 to 100000000");
    }
    try {
      long rows = new SimulatedDataset(seed, sessions).write(out);
      System.out.println(out + ": " + rows + " rows of " + sessions + " sessions");
      return 0;
    } catch (IOException e) {
      throw new UserError("--out " + out + ": " + e.getMessage());
    }
  }
}
