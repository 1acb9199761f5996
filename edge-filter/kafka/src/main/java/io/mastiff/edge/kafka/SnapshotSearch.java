package io.mastiff.edge.kafka;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.event.EntryKey;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/** What a door's snapshot file holds of one visitor. */
public final class SnapshotSearch {
  private SnapshotSearch() {}

  /**
   * Found in a file.
   *
   * @param ordered whether the operator's entries name the visitor
   * @param learned whether a learned entry in force does
   */
  public record Found(boolean ordered, boolean learned, long savedAtMs) {
    public boolean isNothing() {
      return !ordered && !learned;
    }
  }

  /** Looks for the holder of the cookie with this id. */
  public static Found find(Path file, String cookieId, long nowMs) throws IOException {
    BlockList list = new BlockList();
    ListSnapshot snapshot = read(file, list, nowMs);
    return new Found(
        snapshot.orders().containsKey(new EntryKey.OfSession(cookieId).text()),
        list.hasLearned(cookieId, nowMs),
        snapshot.header().getSavedAtMs());
  }

  private static ListSnapshot read(Path file, BlockList list, long nowMs) throws IOException {
    try {
      return ListSnapshot.read(file, list, nowMs)
          .orElseThrow(() -> new IOException("no such file, or not a list of this version"));
    } catch (EOFException | RuntimeException e) {
      throw new IOException("not a door's snapshot, or damaged", e);
    }
  }
}
