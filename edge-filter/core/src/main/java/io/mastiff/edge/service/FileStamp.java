package io.mastiff.edge.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a file looks like from outside, equal for as long as it is not written or replaced.
 *
 * @param identity tells it from another of the same name, where the file system does
 */
record FileStamp(String name, FileTime changed, long size, boolean readable, String identity) {
  private static final int MOST_FILES = 2_000;
  private static final FileTime NEVER = FileTime.fromMillis(0);

  /** The stamp of a file; {@link #isAbsent} where it cannot be looked at. */
  static FileStamp of(Path file) {
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(
          file.toString(),
          seen.lastModifiedTime(),
          seen.size(),
          Files.isReadable(file),
          String.valueOf(seen.fileKey()));
    } catch (IOException e) {
      return new FileStamp(file.toString(), NEVER, -1, false, "");
    }
  }

  /**
   * The stamps of a folder's first files with one of these endings; none where it cannot be looked
   * into.
   */
  static List<FileStamp> in(Path folder, List<String> endings) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> endings.stream().anyMatch(f.toString()::endsWith))
          .sorted()
          .limit(MOST_FILES)
          .map(FileStamp::of)
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  boolean isAbsent() {
    return size < 0;
  }
}
