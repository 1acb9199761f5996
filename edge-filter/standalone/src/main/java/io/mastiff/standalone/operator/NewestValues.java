package io.mastiff.standalone.operator;

import io.mastiff.event.Topic;
import java.util.Map;

/** The newest value of each key of a topic of one partition, as committed now. */
public final class NewestValues {
  private NewestValues() {}

  public static <V> Map<String, V> of(String bootstrap, Topic<String, V> topic) {
    try (TopicReader<V> reader = new TopicReader<>(bootstrap, topic)) {
      return reader.current();
    }
  }
}
