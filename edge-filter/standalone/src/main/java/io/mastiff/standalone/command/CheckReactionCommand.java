package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.standalone.Folders;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.reaction.ReactionResult;
import io.mastiff.standalone.reaction.ReactionRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mastiff check reaction}. */
@Command(
    name = "reaction",
    mixinStandardHelpOptions = true,
    description = {
      "Proves how soon the doors act.",
      "Lets scrapers come through one door, sessions and then fleets, beside other traffic; notes",
      "when another door has the entries; takes entries back from three doors. With 1,000 trials",
      "of each it takes a quarter of an hour."
    })
public final class CheckReactionCommand implements Callable<Integer> {
  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Other events a second (default: 1000).")
  private int rate;

  @Option(
      names = "--trials",
      defaultValue = "1000",
      description = "Of each kind, 10 to 10000 (default: 1000).")
  private int trials;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures; - prints them.")
  private @Nullable String json;

  @Override
  public Integer call() throws BrokerException, IOException, InterruptedException {
    if (rate < 1 || rate > 20_000) {
      throw new UserError("--rate " + rate + ": give a number from 1 to 20000");
    }
    if (trials < 10 || trials > 10_000) {
      throw new UserError("--trials " + trials + ": give a number from 10 to 10000");
    }
    if (json != null) {
      Output.check(json);
    }
    Path folder = Files.createTempDirectory("mastiff-reaction");
    ReactionResult result;
    try {
      result = ReactionRun.run(rate, trials, folder, Progress.steps(false));
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
