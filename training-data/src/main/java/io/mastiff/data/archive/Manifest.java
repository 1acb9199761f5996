package io.mastiff.data.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.event.ArchiveFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * What an archive holds so far; replaced as a whole with every commit.
 *
 * @param addresses {@code hashed} or {@code whole}
 * @param keyMark tells whether addresses are hashed with the same key; empty where they are whole
 * @param commits how many there were
 * @param files those of the last commit, which may not have their names yet
 * @param topics by their names
 * @param lost records that Kafka had deleted before they were archived
 * @param unreadable records that could not be read
 */
public record Manifest(
    int format,
    String addresses,
    String keyMark,
    long commits,
    List<String> files,
    Map<String, OfTopic> topics,
    long lost,
    long unreadable) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LARGEST = 16 * 1024 * 1024;

  /**
   * How far a topic was read.
   *
   * @param id the topic's own, which another topic of the same name does not have
   * @param next the next offset of each partition
   */
  public record OfTopic(String id, Map<Integer, Long> next) {}

  static Manifest empty(String addresses, String keyMark) {
    return new Manifest(ArchiveFormat.FORMAT, addresses, keyMark, 0, List.of(), Map.of(), 0, 0);
  }

  static Manifest read(Path folder) throws IOException {
    Path file = folder.resolve(ArchiveFormat.MANIFEST);
    if (!Files.isRegularFile(file)) {
      throw new ArchiveException(
          folder + ": no archive: it holds no " + ArchiveFormat.MANIFEST + " (see data archive)");
    }
    Manifest read;
    try {
      if (Files.size(file) > LARGEST) {
        throw new IOException("too large");
      }
      read = JSON.readValue(file.toFile(), Manifest.class);
    } catch (IOException e) {
      throw new ArchiveException(file + ": cannot be read; restore it, or name another folder");
    }
    if (read.format() != ArchiveFormat.FORMAT) {
      throw new ArchiveException(
          file + ": format " + read.format() + ", this version reads " + ArchiveFormat.FORMAT);
    }
    return read;
  }

  void write(Path folder) throws IOException {
    Path file = folder.resolve(ArchiveFormat.MANIFEST);
    Path half = folder.resolve(ArchiveFormat.MANIFEST + ".half");
    Files.write(half, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    force(half);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Brings a file's bytes to the disk. */
  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** The same after a commit. */
  Manifest after(List<String> newFiles, Map<String, OfTopic> read, long lostNow, long badNow) {
    return new Manifest(
        format,
        addresses,
        keyMark,
        commits + 1,
        List.copyOf(newFiles),
        Map.copyOf(read),
        lost + lostNow,
        unreadable + badNow);
  }
}
