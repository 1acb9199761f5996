package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.standalone.Folders;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.failure.InstancesResult;
import io.mastiff.standalone.failure.InstancesRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mastiff check instances}. */
@Command(
    name = "instances",
    mixinStandardHelpOptions = true,
    description = {
      "Proves that a second stream takes half of the work, and all of it when the first dies.",
      "Starts a broker and a stream, lets a door send events, starts another stream and kills the",
      "first. Takes three minutes."
    })
public final class CheckInstancesCommand implements Callable<Integer> {
  @Option(names = "--rate", defaultValue = "6000", description = "Events a second (default: 6000).")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "Of each measurement, 10 to 600 (default: 30).")
  private int seconds;

  @Option(
      names = "--standby",
      defaultValue = "1",
      description = "Copies of each state on the other instance, 0 or 1 (default: 1).")
  private int standby;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures; - prints them.")
  private @Nullable String json;

  @Override
  public Integer call() throws BrokerException, IOException, InterruptedException {
    if (rate < 1 || rate > 20_000) {
      throw new UserError("--rate " + rate + ": give a number from 1 to 20000");
    }
    if (seconds < 10 || seconds > 600) {
      throw new UserError("--seconds " + seconds + ": give a number from 10 to 600");
    }
    if (standby < 0 || standby > 1) {
      throw new UserError("--standby " + standby + ": give 0 or 1");
    }
    if (json != null) {
      Output.check(json);
    }
    Path folder = Files.createTempDirectory("mastiff-instances");
    InstancesResult result;
    try {
      result = InstancesRun.run(rate, seconds, standby, folder, Progress.steps(false));
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
