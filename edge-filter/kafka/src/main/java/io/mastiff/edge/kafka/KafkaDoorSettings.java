package io.mastiff.edge.kafka;

import io.mastiff.event.Topics;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a door reaches Kafka.
 *
 * @param door the process's name in events and heartbeats
 * @param snapshot file for the list, so that a door starts without Kafka; null for none
 */
public record KafkaDoorSettings(
    String bootstrap, Topics topics, String door, @Nullable Path snapshot) {}
