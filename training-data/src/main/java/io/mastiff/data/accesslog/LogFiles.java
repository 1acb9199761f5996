package io.mastiff.data.accesslog;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the logs that a person named, by file or by glob. */
public final class LogFiles {
  private LogFiles() {}

  /** The files in the order given; those of a glob by the time of their first line. */
  public static List<Path> named(List<Path> names) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path name : names) {
      if (Files.exists(name) || !isGlob(name)) {
        files.add(name);
      } else {
        files.addAll(matching(name));
      }
    }
    return files;
  }

  private static boolean isGlob(Path name) {
    return name.getFileName() != null
        && name.getFileName().toString().chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  private static List<Path> matching(Path glob) throws IOException {
    Path folder = glob.getParent() == null ? Path.of("") : glob.getParent();
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> all =
          Files.newDirectoryStream(folder, glob.getFileName().toString())) {
        all.forEach(found::add);
      }
    }
    found.removeIf(file -> !Files.isRegularFile(file));
    if (found.isEmpty()) {
      return List.of(glob);
    }
    record Dated(Path file, long atMs) {}
    List<Dated> dated = new ArrayList<>();
    for (Path file : found) {
      dated.add(new Dated(file, firstMs(file)));
    }
    dated.sort(Comparator.comparingLong(Dated::atMs).thenComparing(Dated::file));
    return dated.stream().map(Dated::file).toList();
  }

  private static long firstMs(Path file) throws IOException {
    LogFormat format = FormatDetector.ofFile(file).orElseGet(CombinedParser::new);
    try (LogReader in = LogReader.open(file)) {
      String line = in.next();
      for (int i = 0; line != null && i < FormatDetector.SAMPLE; i++) {
        Optional<LogLine> parsed =
            format.takeDirective(line) ? Optional.empty() : format.parse(line);
        if (parsed.isPresent()) {
          return parsed.get().atMs();
        }
        line = in.next();
      }
    }
    return Long.MAX_VALUE;
  }
}
