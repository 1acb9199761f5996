package io.mastiff.standalone;

import io.mastiff.broker.BrokerException;
import io.mastiff.classifier.ModelException;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.standalone.command.AuditCommand;
import io.mastiff.standalone.command.BlocklistCommand;
import io.mastiff.standalone.command.BrainCommand;
import io.mastiff.standalone.command.BrokerCommand;
import io.mastiff.standalone.command.CheckCommand;
import io.mastiff.standalone.command.DataCommand;
import io.mastiff.standalone.command.DemoCommand;
import io.mastiff.standalone.command.ModeCommand;
import io.mastiff.standalone.command.ModelCommand;
import io.mastiff.standalone.command.OutcomesCommand;
import io.mastiff.standalone.command.PolicyCommand;
import io.mastiff.standalone.command.PrivacyCommand;
import io.mastiff.standalone.command.RoutesCommand;
import io.mastiff.standalone.command.SidecarCommand;
import io.mastiff.standalone.command.StreamCommand;
import io.mastiff.standalone.command.UpCommand;
import io.mastiff.standalone.command.WatchCommand;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line {@code mastiff}. */
@Command(
    name = "mastiff",
    mixinStandardHelpOptions = true,
    version = "mastiff 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = "A bot and scraper filter that a store runs by itself.",
    footer = {
      "",
      "Exit codes: 0 done, 1 the check that was asked for did not hold, 2 bad input or usage."
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      SidecarCommand.class,
      StreamCommand.class,
      BrokerCommand.class,
      BrainCommand.class,
      AuditCommand.class,
      WatchCommand.class,
      ModeCommand.class,
      BlocklistCommand.class,
      OutcomesCommand.class,
      ModelCommand.class,
      DataCommand.class,
      PolicyCommand.class,
      RoutesCommand.class,
      PrivacyCommand.class,
      CheckCommand.class
    })
public final class Main implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int BAD_INPUT = 2;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one command; returns its exit code. */
  public static int run(String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (e, a) -> fail(e.getCommandLine(), e.getMessage() + " (--help shows what there is)"));
    line.setExecutionExceptionHandler((e, command, result) -> fail(command, explain(e)));
    return line.execute(args);
  }

  @Override
  public void run() {
    new CommandLine(this).usage(System.out);
  }

  private static int fail(CommandLine command, String message) {
    String line = message.lines().findFirst().orElse("");
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + line);
    command.getErr().flush();
    return BAD_INPUT;
  }

  private static String explain(Exception e) {
    if (e instanceof UserError
        || e instanceof BrokerException
        || e instanceof ModelException
        || e instanceof PolicyException) {
      return String.valueOf(e.getMessage());
    }
    LOG.info("the command failed", e);
    if (e instanceof FileSystemException file) {
      return file.getFile() + ": " + Reasons.of(file);
    }
    if (e instanceof IOException io) {
      return Reasons.of(io);
    }
    if (e instanceof KafkaException) {
      return String.valueOf(e.getMessage());
    }
    return "internal error: " + e + " (run with MASTIFF_LOG=info to see where)";
  }
}
