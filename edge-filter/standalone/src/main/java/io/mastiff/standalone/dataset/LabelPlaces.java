package io.mastiff.standalone.dataset;

import io.mastiff.data.accesslog.LogLine;
import io.mastiff.data.dataset.EventSorter.Entry;
import io.mastiff.data.label.Label;
import io.mastiff.data.label.LabelKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A person's labels by number, in the order of their keys, and which of them have a session. */
final class LabelPlaces {
  private final LabelKey key;
  private final List<Label> labels = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final BitSet used = new BitSet();

  LabelPlaces(ImportSettings settings) {
    this.key = settings.labelKey();
    new TreeMap<>(settings.labels())
        .forEach(
            (name, label) -> {
              places.put(name, labels.size());
              labels.add(label);
            });
  }

  /** Number of the label that names a line, or {@link Entry#NO_LABEL}. */
  int of(LogLine line) {
    return of(line.user(), line.address(), line.userAgent());
  }

  int of(String user, String address, String agent) {
    return places.getOrDefault(key.of(user, address, agent), Entry.NO_LABEL);
  }

  /** The label with this number; null for {@link Entry#NO_LABEL}. */
  @Nullable Label get(int place) {
    return place == Entry.NO_LABEL ? null : labels.get(place);
  }

  /** Notes that a session has it. */
  void use(int place) {
    if (place != Entry.NO_LABEL) {
      used.set(place);
    }
  }

  int used() {
    return used.cardinality();
  }
}
