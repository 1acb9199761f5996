package io.mastiff.standalone.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mastiff check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Proves at length what is promised.",
      "Each check prints its figures; exit code 1 where one does not hold."
    },
    subcommands = {
      CheckReplayCommand.class,
      CheckCampaignCommand.class,
      CheckFloodCommand.class,
      CheckFailureCommand.class,
      CheckInstancesCommand.class,
      CheckReactionCommand.class,
      CheckSoakCommand.class,
      CheckSamenessCommand.class
    })
public final class CheckCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a check");
  }
}
