package io.mastiff.stream;

import io.mastiff.event.RequestEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The last sequence number that was taken from each door, for what a door sends twice. */
final class DoorSequences {
  private final KeyValueStore<String, String> written;
  private final Map<String, Long> last = new HashMap<>();
  private final Set<String> unsaved = new HashSet<>();

  /** Reads what was written. */
  DoorSequences(KeyValueStore<String, String> written) {
    this.written = written;
    try (KeyValueIterator<String, String> all = written.all()) {
      while (all.hasNext()) {
        KeyValue<String, String> door = all.next();
        last.put(door.key, Long.parseLong(door.value));
      }
    }
  }

  /** Whether an event was taken before; from now on it was. */
  boolean isDuplicate(RequestEvent event) {
    if (event.getSequence() == 0) {
      return false;
    }
    Long known = last.get(event.getDoor());
    if (known != null && event.getSequence() <= known) {
      return true;
    }
    last.put(event.getDoor(), event.getSequence());
    unsaved.add(event.getDoor());
    return false;
  }

  /** Writes what has changed. */
  void write() {
    for (String door : unsaved) {
      written.put(door, Long.toString(last.getOrDefault(door, 0L)));
    }
    unsaved.clear();
  }
}
