package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.classifier.ModelException;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mastiff model unfreeze}: the champion may change again. */
@Command(
    name = "unfreeze",
    mixinStandardHelpOptions = true,
    description = "Takes out the frozen periods that hold now. Exit code 1 when there are none.")
public final class ModelUnfreezeCommand implements Callable<Integer> {
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Mixin private ModelKeyOptions key = new ModelKeyOptions();

  @Option(names = "--all", description = "Also those that are planned.")
  private boolean all;

  @Override
  public Integer call() throws BrokerException, ModelException, IOException, InterruptedException {
    ModelDesk desk = new ModelDesk(kafka, key, Clock.systemUTC());
    int taken = desk.change(publisher -> publisher.unfreeze(all, Confirmations.author()));
    System.out.println(taken == 0 ? "nothing is frozen" : taken + " taken out" + desk.signed());
    return taken == 0 ? 1 : 0;
  }
}
