package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.standalone.soak.StreamSoak;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mastiff check soak}. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Proves that a stream at work for long grows no further.",
      "Starts a broker and a stream of 512 MB, lets a door send events of 60,000",
      "people at once, and looks at heap, sessions, cohorts and lag every five seconds.",
      "A session is over after five minutes, so that their number is level within a",
      "third of the time. Takes 20 GB of disk."
    })
public final class CheckSoakCommand implements Callable<Integer> {
  @Option(
      names = "--rate",
      defaultValue = "21000",
      description = "Events a second, 70%% of 30,000 (default: 21000).")
  private int rate;

  @Option(
      names = "--minutes",
      defaultValue = "30",
      description = "How long, 30 to 1440 (default: 30).")
  private int minutes;

  @Mixin private ProofOptions proof = new ProofOptions();

  @Override
  public Integer call() throws BrokerException, IOException, InterruptedException {
    ProofOptions.within("--rate", rate, 1, 100_000);
    ProofOptions.within("--minutes", minutes, 30, 1_440);
    return proof.prove(folder -> StreamSoak.run(rate, minutes, folder, Progress.steps(false)));
  }
}
