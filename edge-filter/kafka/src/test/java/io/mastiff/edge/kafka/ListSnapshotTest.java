package io.mastiff.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.Formats;
import io.mastiff.event.OperatorRecord;
import io.mastiff.event.SnapshotHeader;
import io.mastiff.event.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot is read whole or not at all. */
class ListSnapshotTest {
  private static final long NOW_MS = System.currentTimeMillis();

  @TempDir private Path folder;
  private Path file;
  private final BlockList restored = new BlockList();

  private static BlocklistEntry entry(String key, Source source) {
    return BlocklistEntry.newBuilder()
        .setFormat(Formats.CURRENT)
        .setKey(key)
        .setAction(Action.BLOCK)
        .setSource(source)
        .setNote("test")
        .setExpiresAtMs(NOW_MS + 600_000)
        .build();
  }

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("list.snapshot");
    BlockList list = new BlockList();
    for (String key :
        List.of("address:203.0.113.7", "network:2001:db8::/48", "shape:0123456789abcdef")) {
      list.put(entry(key, Source.CLASSIFIER));
    }
    OperatorRecord order =
        OperatorRecord.newBuilder()
            .setFormat(Formats.CURRENT)
            .setEntry(entry("address:198.51.100.7", Source.OPERATOR))
            .build();
    SnapshotHeader header = SnapshotHeader.newBuilder().setFormat(Formats.CURRENT).build();
    new ListSnapshot(header, Map.of("address:198.51.100.7", order)).write(file, list);
  }

  private ListSnapshot read() throws IOException {
    return ListSnapshot.read(file, restored, NOW_MS).orElseThrow();
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    assertThat(read().orders()).containsOnlyKeys("address:198.51.100.7");
    assertThat(restored.learnedSize()).isEqualTo(3);
  }

  @Test
  void oneWrongByteAndNothingIsBelieved() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] wrong = whole.clone();
      wrong[at] ^= 4;
      Files.write(file, wrong);
      assertThatThrownBy(this::read).as("byte " + at).isInstanceOf(IOException.class);
      assertThat(restored.learnedSize()).isZero();
    }
  }

  @Test
  void aFileThatEndsEarlyIsNotBelieved() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(this::read).as(length + " bytes").isInstanceOf(IOException.class);
      assertThat(restored.learnedSize()).isZero();
    }
  }

  @Test
  void noFileIsNoSnapshot() throws IOException {
    assertThat(ListSnapshot.read(folder.resolve("none"), restored, NOW_MS)).isEmpty();
  }
}
