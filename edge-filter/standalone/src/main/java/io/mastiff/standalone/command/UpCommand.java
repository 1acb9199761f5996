package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.standalone.store.Database;
import io.mastiff.standalone.store.DemoStore;
import io.mastiff.stream.ModelKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mastiff up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Runs everything on this machine before your store: broker, stream and sidecar.",
      "Without --origin it brings the demo store along."
    })
public final class UpCommand implements Callable<Integer> {
  @Mixin private DoorOptions options = new DoorOptions();

  @Option(
      names = "--data-dir",
      defaultValue = "mastiff-data",
      description = "Folder for data and state. Default: ${DEFAULT-VALUE}.")
  private Path dataDir = Path.of("");

  @Option(
      names = "--broker-port",
      defaultValue = "" + BrokerCommand.DEFAULT_PORT,
      description = "Default: ${DEFAULT-VALUE}; 0 for a free one.")
  private int brokerPort;

  @Mixin private ModelKeyOptions modelKey = new ModelKeyOptions();

  @Override
  public Integer call() throws BrokerException, PolicyException, IOException, InterruptedException {
    options.policy();
    options.settings();
    options.requireFree();
    ModelKey key = modelKey.key();
    Stopper stopper = new Stopper();
    try {
      KafkaOptions kafka = new KafkaOptions();
      kafka.bootstrap = BrainCommand.start(stopper, dataDir, brokerPort, key);
      kafka.prefix = io.mastiff.event.Topics.DEFAULT_PREFIX;
      kafka.partitions = io.mastiff.event.Topics.DEFAULT_PARTITIONS;
      System.out.println("brain: running on " + kafka.bootstrap);
      if (options.origin == null) {
        DemoStore store = stopper.add(DemoStore.start(0, new Database(4), null));
        options.origin = "http://127.0.0.1:" + store.port();
        System.out.println("demo store: " + options.origin);
      }
      SidecarCommand.start(stopper, options, kafka, dataDir, null);
      stopper.await();
      return 0;
    } finally {
      stopper.close();
    }
  }
}
