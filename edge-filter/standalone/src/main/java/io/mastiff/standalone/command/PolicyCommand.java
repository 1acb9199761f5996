package io.mastiff.standalone.command;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyProblem;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.edge.service.DoorServices;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mastiff policy}. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks policy files and explains what they do.")
public final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to do: check, explain or schema");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Reports all mistakes of a file at once. Exit code 2 when there are any.")
  int check(@Parameters(paramLabel = "FILE") Path file) {
    try {
      Policy policy = PolicyReader.read(file);
      System.out.printf(
          "%s: sound; mode %s, %d routes, %d rules, %d partners%n",
          file,
          policy.mode().text(),
          policy.routes().size(),
          policy.rules().size(),
          policy.partners().size());
      return 0;
    } catch (PolicyException e) {
      return refused(file, e);
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Prints each step of the decision about one request.",
        "The request's file holds an HTTP request's head; lines that start with # peer: and",
        "# scheme: say who connected (127.0.0.1) and how (https)."
      })
  int explain(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--request", required = true, description = "File with a request's head.")
          Path request) {
    try {
      Policy policy = PolicyReader.read(file);
      try (DoorServices services = DoorServices.open(policy)) {
        DecisionEngine engine = services.into(DecisionEngine.builder().policy(policy)).build();
        engine.explain(
            RequestFile.read(request), (step, what) -> System.out.printf("%-24s %s%n", step, what));
      }
      return 0;
    } catch (PolicyException e) {
      return refused(file, e);
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints the JSON Schema of policy files, for editors.")
  int schema() throws IOException {
    try (InputStream in = PolicyReader.class.getResourceAsStream("/mastiff.schema.json")) {
      if (in == null) {
        throw new IOException("the schema is missing from the program");
      }
      System.out.write(in.readAllBytes());
      System.out.flush();
    }
    return 0;
  }

  private static int refused(Path file, PolicyException e) {
    for (PolicyProblem problem : e.problems()) {
      System.err.println(file + ": " + problem);
    }
    return 2;
  }
}
