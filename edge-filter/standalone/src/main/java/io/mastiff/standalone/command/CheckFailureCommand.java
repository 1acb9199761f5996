package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.standalone.Folders;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.failure.FailureResult;
import io.mastiff.standalone.failure.FailureRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mastiff check failure}. */
@Command(
    name = "failure",
    mixinStandardHelpOptions = true,
    description = {
      "Proves that a crash changes no figure.",
      "Starts a broker and two streams, lets a door send events, kills the broker, either stream",
      "and both at once, and counts again from the events in the topic: sessions, cohorts and",
      "verdicts must be the same. Takes two minutes more than it sends, and 2 GB of disk."
    })
public final class CheckFailureCommand implements Callable<Integer> {
  @Option(names = "--rate", defaultValue = "2000", description = "Events a second (default: 2000).")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "300",
      description = "How long they are sent, 60 to 3600 (default: 300).")
  private int seconds;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures; - prints them.")
  private @Nullable String json;

  @Override
  public Integer call() throws BrokerException, IOException, InterruptedException {
    if (rate < 1 || rate > 20_000) {
      throw new UserError("--rate " + rate + ": give a number from 1 to 20000");
    }
    if (seconds < 60 || seconds > 3_600) {
      throw new UserError("--seconds " + seconds + ": give a number from 60 to 3600");
    }
    if (json != null) {
      Output.check(json);
    }
    Path folder = Files.createTempDirectory("mastiff-failure");
    FailureResult result;
    try {
      result = FailureRun.run(rate, seconds, folder, Progress.steps(false));
    } finally {
      Folders.delete(folder);
    }
    if (json == null || !Output.isStandardOutput(json)) {
      System.out.print(result.text());
    }
    if (json != null) {
      Output.write(json, result.json(Output.json()));
    }
    return result.failures().isEmpty() ? 0 : 1;
  }
}
