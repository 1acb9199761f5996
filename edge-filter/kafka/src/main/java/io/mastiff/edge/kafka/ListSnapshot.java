package io.mastiff.edge.kafka;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.event.Formats;
import io.mastiff.event.OperatorRecord;
import io.mastiff.event.SnapshotHeader;
import io.mastiff.event.Topics;
import io.mastiff.event.UnreadableRecordException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The lists as a door last knew them, on disk: what it knows of the topics, the operator's records,
 * then the learned entries as the block list itself writes them, then the CRC-32C of it all (8 B).
 *
 * @param orders operator's records by their keys
 */
record ListSnapshot(SnapshotHeader header, Map<String, OperatorRecord> orders) {
  private static final int MOST = 1_100_000;

  /**
   * Reads a file and its learned entries into {@code list}; empty when there is none.
   *
   * @throws IOException where it is damaged; the list then has no learned entries
   */
  static Optional<ListSnapshot> read(Path file, BlockList list, long nowMs) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    requireWhole(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      SnapshotHeader header = require(SnapshotHeader.parseDelimitedFrom(in));
      Formats.require("SnapshotHeader", header.getFormat());
      if (header.getOrders() > MOST) {
        return Optional.empty();
      }
      Map<String, OperatorRecord> orders = new LinkedHashMap<>();
      for (int i = 0; i < header.getOrders(); i++) {
        OperatorRecord order = require(OperatorRecord.parseDelimitedFrom(in));
        orders.put(key(order), order);
      }
      list.readLearned(new DataInputStream(in), nowMs);
      return Optional.of(new ListSnapshot(header, orders));
    } catch (UnreadableRecordException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Nothing of a file is believed before its checksum was right. */
  private static void requireWhole(Path file) throws IOException {
    long left = Files.size(file) - Long.BYTES;
    CRC32C sum = new CRC32C();
    byte[] block = new byte[1 << 16];
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      for (; left > 0; left -= block.length) {
        int n = (int) Math.min(left, block.length);
        in.readFully(block, 0, n);
        sum.update(block, 0, n);
      }
      if (in.readLong() != sum.getValue()) {
        throw new IOException("its checksum is wrong");
      }
    } catch (EOFException e) {
      throw new IOException("it ends early", e);
    }
  }

  /** Whether tombstones since may be gone: then the lists are to be read from their start. */
  boolean isOld(long nowMs) {
    return nowMs - header.getSavedAtMs() > Topics.TOMBSTONE_RETENTION.toMillis();
  }

  /** Key that an operator's record has on its topic. */
  static String key(OperatorRecord order) {
    return order.hasEntry() ? order.getEntry().getKey() : io.mastiff.event.Mode.ORDER_KEY;
  }

  /** Replaces the file as a whole. */
  void write(Path file, BlockList list) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path part = Files.createTempFile(folder, "list", ".part");
    try {
      try (CheckedOutputStream checked =
              new CheckedOutputStream(
                  new BufferedOutputStream(Files.newOutputStream(part)), new CRC32C());
          DataOutputStream out = new DataOutputStream(checked)) {
        header.toBuilder()
            .setOrders(orders.size())
            .setEntries(list.learnedSize())
            .build()
            .writeDelimitedTo(out);
        for (OperatorRecord order : orders.values()) {
          order.writeDelimitedTo(out);
        }
        list.writeLearned(out);
        out.writeLong(checked.getChecksum().getValue());
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static <T> T require(@org.jspecify.annotations.Nullable T message) throws IOException {
    if (message == null) {
      throw new IOException("the snapshot ends early");
    }
    return message;
  }
}
