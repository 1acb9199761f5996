package io.mastiff.stream;

import io.mastiff.feature.state.CohortBatch;
import io.mastiff.feature.state.CohortWindow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The histories of a partition's cohorts by key: those last used as objects, and what has changed
 * of them saved some seconds later; until then the journal has it.
 */
final class HistoryBook {
  /** So many histories are held as objects. */
  private static final int MOST_HELD = 10_000;

  /** A history is saved within so many calls of {@link #saveSome} after it has changed. */
  private static final int SAVED_EVERY = 50;

  private static final int SAVED_AT_ONCE = 500;
  private static final long LONGEST_JOURNAL = 16L << 20;

  private final KeyValueStore<String, CohortWindow> windows;
  private final CohortJournal journal;

  /** By key, the one last used at the end. */
  private final Map<String, CohortHistory> held = new LinkedHashMap<>(16, 0.75f, true);

  private final Set<String> unsaved = new LinkedHashSet<>();

  /** What of {@link #unsaved} is being saved now, so that the journal gets rid of its batches. */
  private final Deque<String> saving = new ArrayDeque<>();

  private long savedUntil;
  private int turn;

  HistoryBook(KeyValueStore<String, CohortWindow> windows, CohortJournal journal) {
    this.windows = windows;
    this.journal = journal;
  }

  /** Goes through the keys and windows that were saved; to be called first and once. */
  void load(BiConsumer<String, CohortWindow> to) {
    try (KeyValueIterator<String, CohortWindow> all = windows.all()) {
      while (all.hasNext()) {
        KeyValue<String, CohortWindow> window = all.next();
        journal.startAfter(window.value.getApplied());
        to.accept(window.key, window.value);
      }
    }
  }

  /** Goes through the batches of which not every history that was saved may be made. */
  void replay(BiConsumer<Long, CohortBatch> to) {
    journal.replay(to);
  }

  /** Writes a batch; returns its number. */
  long append(CohortBatch batch) {
    return journal.append(batch);
  }

  @Nullable CohortHistory get(String key) {
    CohortHistory known = held.get(key);
    if (known != null) {
      return known;
    }
    CohortWindow window = windows.get(key);
    return window == null ? null : hold(key, CohortHistory.of(window));
  }

  /** A new history. */
  CohortHistory open(String key) {
    return hold(key, CohortHistory.of(null));
  }

  private CohortHistory hold(String key, CohortHistory history) {
    held.put(key, history);
    if (held.size() > MOST_HELD) {
      String eldest = held.keySet().iterator().next();
      save(eldest);
      held.remove(eldest);
    }
    return history;
  }

  /** A batch was taken into a history. */
  void changed(String key) {
    unsaved.add(key);
  }

  /** Saves at once what the journal does not know of. */
  void saveNow(String key) {
    unsaved.add(key);
    save(key);
  }

  private void save(String key) {
    CohortHistory history = held.get(key);
    if (unsaved.remove(key) && history != null) {
      windows.put(key, history.window());
    }
  }

  /** Saves the next of the histories that have changed, and forgets the batches that all have. */
  void saveSome() {
    turn++;
    if (saving.isEmpty()) {
      if (turn < SAVED_EVERY && journal.bytes() < LONGEST_JOURNAL) {
        return;
      }
      turn = 0;
      saving.addAll(unsaved);
      savedUntil = journal.last();
    }
    for (int i = 0; i < SAVED_AT_ONCE && !saving.isEmpty(); i++) {
      save(saving.remove());
    }
    if (saving.isEmpty()) {
      journal.forgetUntil(savedUntil);
    }
  }

  /** Forgets a history, unless the journal would bring some of it back; whether it did. */
  boolean removeIf(String key, Predicate<CohortHistory> isOver) {
    if (unsaved.contains(key)) {
      return false;
    }
    CohortHistory known = held.get(key);
    CohortHistory history = known == null ? CohortHistory.of(windows.get(key)) : known;
    if (history.applied() >= journal.first() || !isOver.test(history)) {
      return false;
    }
    windows.delete(key);
    held.remove(key);
    return true;
  }

  /** Keeps a time under a key of its own, ms since the epoch. */
  void mark(String key, long untilMs) {
    windows.put(key, CohortWindow.newBuilder().setFormat(1).setListedUntilMs(untilMs).build());
  }

  void unmark(String key) {
    windows.delete(key);
  }
}
