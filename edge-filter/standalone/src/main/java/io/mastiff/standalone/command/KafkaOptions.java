package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.broker.Cluster;
import io.mastiff.event.KafkaAddress;
import io.mastiff.event.Topics;
import io.mastiff.standalone.UserError;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How a command reaches the cluster. */
final class KafkaOptions {
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT,…|file:FILE",
      defaultValue = "127.0.0.1:29092",
      description =
          "Kafka's bootstrap servers, or a properties file of Kafka's clients with them and what the "
              + "cluster asks for (TLS, SASL). Default: ${DEFAULT-VALUE}, where `up` runs it.")
  String bootstrap = "";

  @Option(
      names = "--topic-prefix",
      defaultValue = Topics.DEFAULT_PREFIX,
      description = "First part of all topic names. Default: ${DEFAULT-VALUE}.")
  String prefix = "";

  @Option(
      names = "--partitions",
      defaultValue = "" + Topics.DEFAULT_PARTITIONS,
      description = "Partitions of topics that are created. Default: ${DEFAULT-VALUE}.")
  int partitions;

  /** The options of a command that names its cluster otherwise. */
  static KafkaOptions of(String bootstrap, String prefix) {
    KafkaOptions options = new KafkaOptions();
    options.bootstrap = bootstrap;
    options.prefix = prefix;
    options.partitions = Topics.DEFAULT_PARTITIONS;
    return options;
  }

  Topics topics() {
    return new Topics(prefix, partitions);
  }

  /** Fails with one line where the address is a file that cannot be used. */
  void check() {
    try {
      KafkaAddress.settings(bootstrap);
    } catch (IllegalArgumentException e) {
      throw new UserError("--kafka " + e.getMessage());
    }
  }

  /** Fails with one line unless the cluster answers. */
  void require() throws BrokerException {
    check();
    Cluster.require(bootstrap, PATIENCE);
  }
}
