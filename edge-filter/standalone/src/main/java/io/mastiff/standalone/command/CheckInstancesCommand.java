package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.standalone.failure.InstancesRun;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  @Option(
      names = "--rate",
      defaultValue = "10000",
      description = "Events a second (default: 10000).")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "Of each measurement, 10 to 600 (default: 30).")
  private int seconds;

  @Option(
      names = "--standby",
      defaultValue = "0",
      description =
          "Copies of each state on the other instance, 0 or 1 (default: 0). With copies an event"
              + " costs more, and is judged by the same bound.")
  private int standby;

  @Mixin private ProofOptions proof = new ProofOptions();

  @Override
  public Integer call() throws BrokerException, IOException, InterruptedException {
    ProofOptions.within("--rate", rate, 1, 20_000);
    ProofOptions.within("--seconds", seconds, 10, 600);
    ProofOptions.within("--standby", standby, 0, 1);
    return proof.prove(
        folder -> InstancesRun.run(rate, seconds, standby, folder, Progress.steps(false)));
  }
}
