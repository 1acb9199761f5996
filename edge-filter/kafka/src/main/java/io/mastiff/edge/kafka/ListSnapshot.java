package io.mastiff.edge.kafka;

import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.Formats;
import io.mastiff.event.OperatorRecord;
import io.mastiff.event.SnapshotHeader;
import io.mastiff.event.Topics;
import io.mastiff.event.UnreadableRecordException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The lists as a door last knew them, on disk.
 *
 * @param orders operator's records by their keys
 * @param entries learned entries by their keys
 */
record ListSnapshot(
    SnapshotHeader header,
    Map<String, OperatorRecord> orders,
    Map<String, BlocklistEntry> entries) {
  private static final int MOST = 1_100_000;

  /** The snapshot in a file; empty when there is none. */
  static Optional<ListSnapshot> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      SnapshotHeader header = require(SnapshotHeader.parseDelimitedFrom(in));
      Formats.require("SnapshotHeader", header.getFormat());
      if (header.getOrders() > MOST || header.getEntries() > MOST) {
        return Optional.empty();
      }
      Map<String, OperatorRecord> orders = new LinkedHashMap<>();
      for (int i = 0; i < header.getOrders(); i++) {
        OperatorRecord order = require(OperatorRecord.parseDelimitedFrom(in));
        orders.put(key(order), order);
      }
      Map<String, BlocklistEntry> entries = new LinkedHashMap<>();
      for (int i = 0; i < header.getEntries(); i++) {
        BlocklistEntry entry = require(BlocklistEntry.parseDelimitedFrom(in));
        entries.put(entry.getKey(), entry);
      }
      return Optional.of(new ListSnapshot(header, orders, entries));
    } catch (UnreadableRecordException e) {
      throw new IOException(e.getMessage(), e);
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
  void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path part = Files.createTempFile(folder, "list", ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        header.toBuilder()
            .setOrders(orders.size())
            .setEntries(entries.size())
            .build()
            .writeDelimitedTo(out);
        for (OperatorRecord order : orders.values()) {
          order.writeDelimitedTo(out);
        }
        for (BlocklistEntry entry : entries.values()) {
          entry.writeDelimitedTo(out);
        }
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
