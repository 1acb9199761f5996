package io.mastiff.standalone.command;

import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyProblem;
import io.mastiff.edge.policy.PolicyReader;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mastiff policy}. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks policy files.")
public final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: check");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Reports all mistakes of a file at once. Exit code 2 when there are any.")
  int check(@Parameters(paramLabel = "FILE") Path file) {
    try {
      Policy policy = PolicyReader.read(file);
      System.out.printf(
          "%s: sound; mode %s, %d routes%n", file, policy.mode().text(), policy.routes().size());
      return 0;
    } catch (PolicyException e) {
      for (PolicyProblem problem : e.problems()) {
        System.err.println(file + ": " + problem);
      }
      return 2;
    }
  }
}
