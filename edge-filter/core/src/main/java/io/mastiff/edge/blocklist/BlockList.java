package io.mastiff.edge.blocklist;

import io.mastiff.edge.Sighting;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.IpAddress;
import io.mastiff.event.Source;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The entries that a door knows: the operator's, which outrank, and the learned ones.
 *
 * <p>Any thread may look up while another changes the list; a look-up takes no lock and scans
 * nothing. Learned entries stop when nothing was heard from the stream for a bound, {@link
 * #STALE_AFTER} unless set; the operator's hold until they expire.
 */
public final class BlockList {
  /** How long learned entries are trusted without news. */
  public static final Duration STALE_AFTER = Duration.ofMinutes(15);

  private final EntryTable operators = new EntryTable();
  private final EntryTable learned = new EntryTable();
  private volatile long staleAfterMs = STALE_AFTER.toMillis();
  private volatile long heardAtMs;
  private volatile long epoch;

  /** The operator's entry that decides about this request, if there is one. */
  public @Nullable Listed findOrder(Sighting sighting) {
    return operators.find(sighting);
  }

  /** The learned entry that decides about this request, if there is one and the list is fresh. */
  public @Nullable Listed findLearned(Sighting sighting) {
    return isStale(sighting.atMs()) ? null : learned.find(sighting);
  }

  /** Reads from where a session's learned entry would be: waited for with others, not alone. */
  public long touchSession(long idHash) {
    return learned.touchSession(idHash);
  }

  /** The same for an address. */
  public long touchAddress(IpAddress address) {
    return learned.touchAddress(address);
  }

  /** The same for a shape. */
  public long touchShape(long shape) {
    return learned.touchShape(shape);
  }

  /** Whether an address alone is listed to be denied; for measurements and tests. */
  public boolean denies(IpAddress address, long nowMs) {
    long now = EntryBits.seconds(nowMs);
    long bits = operators.findAddress(address, now);
    if (bits == EntryBits.NONE && !isStale(nowMs)) {
      bits = learned.findAddress(address, now);
    }
    return bits != EntryBits.NONE
        && EntryBits.action(bits).getNumber() > io.mastiff.event.Action.TAG_VALUE;
  }

  /** Whether learned entries are out of force, since nothing was heard for too long. */
  public boolean isStale(long nowMs) {
    return nowMs - heardAtMs > staleAfterMs;
  }

  /** Sets how long learned entries are trusted without news. */
  public void staleAfter(Duration bound) {
    staleAfterMs = bound.toMillis();
  }

  /** Adds or replaces an entry; returns whether its key could be read and there was room. */
  public synchronized boolean put(BlocklistEntry entry) {
    return table(entry.getSource()).put(entry);
  }

  /** Takes back the operator's or the learned entry with this key. */
  public synchronized void remove(Source source, String key) {
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

  /** Bytes that the entries take, without the texts of their reasons. */
  public synchronized long bytes() {
    return operators.bytes() + learned.bytes();
  }

  /** Whether the holder of the cookie with this id has a learned entry in force. */
  public synchronized boolean hasLearned(String cookieId, long nowMs) {
    return learned.hasSession(cookieId, nowMs);
  }

  /** Forgets entries that expired before {@code nowMs}. */
  public synchronized void sweep(long nowMs) {
    operators.sweep(nowMs);
    learned.sweep(nowMs);
  }

  /** Forgets all learned entries. */
  public synchronized void clearLearned() {
    learned.clear();
  }

  /**
   * Writes the learned entries, about 24 B each, in a form that only {@link #readLearned} knows.
   */
  public synchronized void writeLearned(DataOutputStream out) throws IOException {
    TableFile.write(learned, out);
  }

  /** Replaces the learned entries by those that were written and still hold. */
  public synchronized void readLearned(DataInputStream in, long nowMs) throws IOException {
    learned.clear();
    try {
      TableFile.read(learned, in, nowMs);
    } catch (IOException | RuntimeException e) {
      learned.clear();
      throw e;
    }
  }

  /** How many learned entries there are, expired ones included until they are swept. */
  public int learnedSize() {
    return learned.size();
  }

  private EntryTable table(Source source) {
    return source == Source.OPERATOR ? operators : learned;
  }
}
