package io.mastiff.stream;

import io.mastiff.feature.state.ClientState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions of a partition, those lately used as objects; what has changed is written
 * before each commit.
 *
 * <p>At most {@value #MOST_CLIENTS}; newcomers beyond are not followed but counted. One that is
 * over is found within {@value #ROUND} calls of {@link #closeSome}.
 */
final class ClientBook {
  static final int MOST_CLIENTS = 1_000_000;
  static final int ROUND = 30;
  private static final int MOST_HELD = 5_000;
  private static final int FEWEST_AT_ONCE = 100;

  private final KeyValueStore<String, ClientState> written;
  private final long gapMs;

  /** By key, the one last used at the end. */
  private final Map<String, ClientState> held = new LinkedHashMap<>(16, 0.75f, true);

  private final Set<String> unsaved = new LinkedHashSet<>();
  private int open;
  private @Nullable String cursor;

  /**
   * Counts what was written.
   *
   * @param gapMs after which a session is over, ms
   */
  ClientBook(KeyValueStore<String, ClientState> written, long gapMs) {
    this.written = written;
    this.gapMs = gapMs;
    try (KeyValueIterator<String, ClientState> all = written.all()) {
      while (all.hasNext()) {
        all.next();
        open++;
      }
    }
  }

  @Nullable ClientState get(String key) {
    ClientState state = held.get(key);
    if (state != null) {
      return state;
    }
    ClientState known = written.get(key);
    if (known != null) {
      hold(key, known);
    }
    return known;
  }

  /** Whether there is room for one more. */
  boolean hasRoom() {
    return open < MOST_CLIENTS;
  }

  /**
   * Keeps a state.
   *
   * @param known whether one was kept before under the key
   */
  void put(String key, ClientState state, boolean known) {
    open += known ? 0 : 1;
    unsaved.add(key);
    hold(key, state);
  }

  private void hold(String key, ClientState state) {
    held.put(key, state);
    if (held.size() > MOST_HELD) {
      Map.Entry<String, ClientState> eldest = held.entrySet().iterator().next();
      if (unsaved.remove(eldest.getKey())) {
        written.put(eldest.getKey(), eldest.getValue());
      }
      held.remove(eldest.getKey());
    }
  }

  /** Writes what has changed. */
  void write() {
    for (String key : unsaved) {
      written.put(key, held.get(key));
    }
    unsaved.clear();
  }

  /**
   * Looks at the next of the sessions, a {@value #ROUND}th of all, and forgets those over. A time
   * far ahead is one of a broker's wrong clock.
   */
  void closeSome(long nowMs) {
    if (nowMs == 0) {
      return;
    }
    write();
    List<String> over = new ArrayList<>();
    int left = open / ROUND + FEWEST_AT_ONCE;
    try (KeyValueIterator<String, ClientState> rest = written.range(cursor, null)) {
      while (left-- > 0 && rest.hasNext()) {
        KeyValue<String, ClientState> client = rest.next();
        if (isOver(client.value.getLastSeenMs(), nowMs)) {
          over.add(client.key);
        }
      }
      cursor = rest.hasNext() ? rest.peekNextKey() : null;
    }
    for (String key : over) {
      written.delete(key);
      held.remove(key);
    }
    open -= over.size();
  }

  private boolean isOver(long lastSeenMs, long nowMs) {
    return lastSeenMs + gapMs < nowMs || lastSeenMs > nowMs + EventDecoder.CLOCK_BOUND_MS;
  }
}
