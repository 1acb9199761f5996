package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.standalone.failure.FailureRun;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mastiff check failure}. */
@Command(
    name = "failure",
    mixinStandardHelpOptions = true,
    description = {
      "Proves that a crash changes no figure.",
      "Starts a broker and two streams, lets a door send events, kills the broker, either stream,",
      "both at once, and the broker each time it is back, and counts again from the events in",
      "the topic: sessions, cohorts and verdicts must be the same. Takes two minutes more than it sends, and 2 GB of disk."
    })
public final class CheckFailureCommand implements Callable<Integer> {
  @Option(names = "--rate", defaultValue = "2000", description = "Events a second (default: 2000).")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "300",
      description = "How long they are sent, 60 to 3600 (default: 300).")
  private int seconds;

  @Mixin private ProofOptions proof = new ProofOptions();

  @Override
  public Integer call() throws BrokerException, IOException, InterruptedException {
    ProofOptions.within("--rate", rate, 1, 20_000);
    ProofOptions.within("--seconds", seconds, 60, 3_600);
    return proof.prove(folder -> FailureRun.run(rate, seconds, folder, Progress.steps(false)));
  }
}
