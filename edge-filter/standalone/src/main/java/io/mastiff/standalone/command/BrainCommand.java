package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.broker.BrokerProcess;
import io.mastiff.stream.ModelKey;
import io.mastiff.stream.StreamSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mastiff brain}: broker and stream in one supported process. */
@Command(
    name = "brain",
    mixinStandardHelpOptions = true,
    description = {
      "Runs broker and stream together; doors need its address only:",
      "  mastiff sidecar --kafka 127.0.0.1:29092 --origin URL"
    })
public final class BrainCommand implements Callable<Integer> {
  @Option(
      names = "--data-dir",
      defaultValue = "mastiff-data",
      description = "Folder for data and state. Default: ${DEFAULT-VALUE}.")
  private Path dataDir = Path.of("");

  @Option(
      names = "--port",
      defaultValue = "" + BrokerCommand.DEFAULT_PORT,
      description = "Port of the broker. Default: ${DEFAULT-VALUE}; 0 for a free one.")
  private int port;

  @Mixin private ModelKeyOptions modelKey = new ModelKeyOptions();

  @Override
  public Integer call() throws BrokerException, InterruptedException {
    Stopper stopper = new Stopper();
    try {
      String bootstrap = start(stopper, dataDir, port, modelKey.key());
      System.out.println("brain: running on " + bootstrap);
      stopper.await();
      return 0;
    } finally {
      stopper.close();
    }
  }

  /** Starts both; returns the broker's address. */
  static String start(Stopper stopper, Path dataDir, int port, @Nullable ModelKey key)
      throws BrokerException, InterruptedException {
    StreamCommand.requireFolder(dataDir);
    BrokerProcess broker = stopper.add(BrokerProcess.start(dataDir.resolve("broker"), port));
    Path state = dataDir.resolve("state").toAbsolutePath();
    StreamCommand.requireFolder(state);
    StreamCommand.start(stopper, StreamSettings.of(broker.bootstrap(), state), key, null);
    return broker.bootstrap();
  }
}
