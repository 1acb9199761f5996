package io.mastiff.data.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Folders that are made and taken away again. */
final class Folder {
  private Folder() {}

  /** Removes all of its files but those whose names may stay. */
  static void keepOnly(Path folder, Predicate<String> stays) throws IOException {
    List<Path> inIt;
    try (Stream<Path> all = Files.list(folder)) {
      inIt = all.filter(path -> !stays.test(path.getFileName().toString())).toList();
    }
    for (Path path : inIt) {
      remove(path);
    }
  }

  /** Removes it with all that is in it; quiet where there is none. */
  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
