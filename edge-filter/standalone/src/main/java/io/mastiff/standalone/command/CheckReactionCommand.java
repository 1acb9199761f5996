package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.standalone.reaction.ReactionRun;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mastiff check reaction}. */
@Command(
    name = "reaction",
    mixinStandardHelpOptions = true,
    description = {
      "Proves how soon the doors act.",
      "Lets scrapers come through one door, sessions and then fleets, beside people;",
      "notes when another door has the entries; takes entries back from three doors.",
      "With 1,000 trials of each it takes eight minutes."
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

  @Mixin private ProofOptions proof = new ProofOptions();

  @Override
  public Integer call() throws BrokerException, IOException, InterruptedException {
    ProofOptions.within("--rate", rate, 1, 20_000);
    ProofOptions.within("--trials", trials, 10, 10_000);
    return proof.prove(folder -> ReactionRun.run(rate, trials, folder, Progress.steps(false)));
  }
}
