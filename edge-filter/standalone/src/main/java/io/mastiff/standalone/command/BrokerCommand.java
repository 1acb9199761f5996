package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.broker.BrokerProcess;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mastiff broker}. */
@Command(
    name = "broker",
    mixinStandardHelpOptions = true,
    description = "Runs a single-node Kafka broker on 127.0.0.1.")
public final class BrokerCommand implements Callable<Integer> {
  static final int DEFAULT_PORT = 29_092;

  @Option(
      names = "--data-dir",
      defaultValue = "mastiff-data",
      description = "Folder for data. Default: ${DEFAULT-VALUE}.")
  private Path dataDir = Path.of("");

  @Option(
      names = "--port",
      defaultValue = "" + DEFAULT_PORT,
      description = "Default: ${DEFAULT-VALUE}; 0 for a free one.")
  private int port;

  @Override
  public Integer call() throws BrokerException, InterruptedException {
    StreamCommand.requireFolder(dataDir);
    Stopper stopper = new Stopper();
    BrokerProcess broker = stopper.add(BrokerProcess.start(dataDir.resolve("broker"), port));
    System.out.println("broker: running on " + broker.bootstrap());
    stopper.await();
    return 0;
  }
}
