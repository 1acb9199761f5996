package io.mastiff.standalone.command;

import io.mastiff.standalone.audit.LogInput;
import io.mastiff.standalone.audit.LogSource;
import io.mastiff.standalone.route.RouteSuggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mastiff routes}. */
@Command(
    name = "routes",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Helps to write a policy's route table.")
public final class RoutesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: suggest");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Prints the section routes of a policy as YAML: templates of the paths in access logs,",
        "their page types as far as words tell, and costs from response times."
      })
  int suggest(
      @Parameters(arity = "1..*", paramLabel = "LOG", description = "Access logs or globs.")
          List<Path> logs)
      throws IOException {
    List<LogSource> sources = LogInput.sources(logs);
    long size = LogInput.size(sources);
    Progress progress = new Progress("reading");
    RouteSuggestion suggestion = RouteSuggestion.of(sources, bytes -> progress.at(bytes, size));
    progress.done();
    System.out.print(suggestion.yaml());
    return 0;
  }
}
