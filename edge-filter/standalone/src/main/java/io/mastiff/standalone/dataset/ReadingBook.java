package io.mastiff.standalone.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.standalone.audit.BadLines;
import io.mastiff.standalone.audit.LogSource;
import io.mastiff.standalone.audit.OwnHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a run have been read whole, so that a run that was interrupted goes on with the
 * next one: told by name, size and time of last change, in the order of the command.
 */
final class ReadingBook {
  static final String NAME = "reading.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final String made;
  private final List<Done> done = new ArrayList<>();

  /** A file that was read, and the counts of all files up to it. */
  record Done(String name, long size, long changedMs, State after) {}

  /** What a reader has counted and learned. */
  record State(long lines, long parsed, long future, BadLines.State bad, OwnHost.State hosts) {}

  /** The book as it is on disk. */
  record Page(String made, List<Done> done) {}

  private ReadingBook(Path file, String made) {
    this.file = file;
    this.made = made;
  }

  /**
   * Opens the book of a folder; what a run with other settings or other files has written does not
   * count.
   *
   * @param made fingerprint of all settings that the sorted events follow from
   */
  static ReadingBook open(Path folder, String made, List<LogSource> sources) throws IOException {
    ReadingBook book = new ReadingBook(folder.resolve(NAME), made);
    Page page = read(book.file);
    if (page != null && made.equals(page.made())) {
      for (int i = 0; i < Math.min(sources.size(), page.done().size()); i++) {
        Done before = page.done().get(i);
        if (!before.equals(done(sources.get(i), before.after()))) {
          break;
        }
        book.done.add(before);
      }
    }
    return book;
  }

  private static @Nullable Page read(Path file) {
    try {
      return Files.exists(file) ? JSON.readValue(file.toFile(), Page.class) : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static Done done(LogSource source, State after) throws IOException {
    Path log = source.file();
    long changedMs = Files.getLastModifiedTime(log).toMillis();
    return new Done(log.toAbsolutePath().toString(), Files.size(log), changedMs, after);
  }

  /** How many files need no reading. */
  int count() {
    return done.size();
  }

  /** What was counted when the last of them had been read; null before the first. */
  @Nullable State last() {
    return done.isEmpty() ? null : done.get(done.size() - 1).after();
  }

  /** Notes that the next file has been read. */
  void add(LogSource source, State after) throws IOException {
    done.add(done(source, after));
    Path half = file.resolveSibling(NAME + ".half");
    JSON.writeValue(half.toFile(), new Page(made, done));
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
