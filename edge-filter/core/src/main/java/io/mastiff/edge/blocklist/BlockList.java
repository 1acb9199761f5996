package io.mastiff.edge.blocklist;

import io.mastiff.edge.Sighting;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.Source;
import java.time.Duration;
import java.util.Optional;

/**
 * The entries that a door knows: the operator's, which outrank, and the learned ones.
 *
 * <p>Any thread may look up while another changes the list; a look-up takes no lock. Learned
 * entries stop when nothing was heard from the stream for {@link #STALE_AFTER}; the operator's hold
 * until they expire.
 */
public final class BlockList {
  /** How long learned entries are trusted without news. */
  public static final Duration STALE_AFTER = Duration.ofMinutes(15);

  private final EntryTable operators = new EntryTable();
  private final EntryTable learned = new EntryTable();
  private volatile long heardAtMs;
  private volatile long epoch;

  /** The entry that decides about this request, if there is one. */
  public Optional<BlocklistEntry> find(Sighting sighting) {
    Optional<BlocklistEntry> ordered = operators.find(sighting);
    if (ordered.isPresent() || sighting.atMs() - heardAtMs > STALE_AFTER.toMillis()) {
      return ordered;
    }
    return learned.find(sighting);
  }

  /** Adds or replaces an entry; returns whether its key could be read. */
  public boolean put(BlocklistEntry entry) {
    return table(entry.getSource()).put(entry);
  }

  /** Takes back the operator's or the learned entry with this key. */
  public void remove(Source source, String key) {
    table(source).remove(key);
  }

  /** Notes that the stream's list was up to date at this time. */
  public void heardAt(long atMs) {
    heardAtMs = Math.max(heardAtMs, atMs);
  }

  /** Notes how far the learned list was applied: the topic's offset. */
  public void appliedTo(long offset) {
    epoch = offset;
  }

  /** Offset up to which the learned list was applied. */
  public long epoch() {
    return epoch;
  }

  public long heardAtMs() {
    return heardAtMs;
  }

  /** Number of entries, expired ones included until they are swept. */
  public int size() {
    return operators.size() + learned.size();
  }

  /** Forgets entries that expired before {@code nowMs}. */
  public void sweep(long nowMs) {
    operators.sweep(nowMs);
    learned.sweep(nowMs);
  }

  /** Forgets all learned entries. */
  public void clearLearned() {
    learned.clear();
  }

  private EntryTable table(Source source) {
    return source == Source.OPERATOR ? operators : learned;
  }
}
