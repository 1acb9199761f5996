package io.mastiff.edge.kafka;

import io.mastiff.event.KafkaAddress;
import io.mastiff.event.Topics;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How a door reaches Kafka.
 *
 * @param bootstrap an address as {@link KafkaAddress} has it
 * @param door the process's name in events and heartbeats
 * @param snapshot file for the list, so that a door starts without Kafka; null for none
 */
public record KafkaDoorSettings(
    String bootstrap, Topics topics, String door, @Nullable Path snapshot) {
  /** Settings that every client of the door has. */
  Properties client() {
    Properties client = new Properties();
    try {
      client.putAll(KafkaAddress.settings(bootstrap));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(e.getMessage());
    }
    return client;
  }
}
