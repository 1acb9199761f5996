package io.mastiff.standalone.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one partition of a topic holds of a visitor. */
public final class Held {
  private static final int MOST_KEYS = 10_000;

  private final String topic;
  private final int partition;
  private final Map<String, Boolean> keys = new LinkedHashMap<>();
  private long records;
  private long tombstones;
  private long firstOffset = -1;
  private long lastOffset = -1;
  private long oldestMs = Long.MAX_VALUE;
  private long newestMs;

  Held(String topic, int partition) {
    this.topic = topic;
    this.partition = partition;
  }

  /**
   * Takes in one record that names the visitor.
   *
   * @param key its key, if that names the visitor
   */
  void add(long offset, long atMs, @Nullable String key, boolean tombstone) {
    records += tombstone ? 0 : 1;
    tombstones += tombstone ? 1 : 0;
    firstOffset = firstOffset < 0 ? offset : firstOffset;
    lastOffset = offset;
    oldestMs = Math.min(oldestMs, atMs);
    newestMs = Math.max(newestMs, atMs);
    if (key != null && (keys.size() < MOST_KEYS || keys.containsKey(key))) {
      keys.put(key, !tombstone);
    }
  }

  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  /** Records with content. */
  public long records() {
    return records;
  }

  public long tombstones() {
    return tombstones;
  }

  public long firstOffset() {
    return firstOffset;
  }

  public long lastOffset() {
    return lastOffset;
  }

  public long oldestMs() {
    return oldestMs;
  }

  public long newestMs() {
    return newestMs;
  }

  /** Keys that name the visitor and whose newest record is no tombstone. */
  public List<String> liveKeys() {
    return keys.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }
}
