package io.mastiff.event;

import java.util.Map;

/**
 * A topic as one object: its name, how keys and values are written, and how the broker keeps it.
 *
 * @param partitions number at creation
 * @param settings the broker's topic settings, as strings
 */
public record Topic<K, V>(
    String name, Codec<K> key, Codec<V> value, int partitions, Map<String, String> settings) {
  public Topic {
    settings = Map.copyOf(settings);
  }
}
