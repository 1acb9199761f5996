package io.mastiff.standalone.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mastiff data}. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Makes datasets for training.",
    subcommands = {
      SimulateCommand.class,
      DataArchiveCommand.class,
      DataImportCommand.class,
      DataDescribeCommand.class,
      DataReviewCommand.class
    })
public final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to do: simulate, archive, import, describe or review");
  }
}
