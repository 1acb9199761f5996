package io.mastiff.standalone.audit;

import io.mastiff.data.accesslog.FormatDetector;
import io.mastiff.data.accesslog.LogFiles;
import io.mastiff.standalone.Reasons;
import io.mastiff.standalone.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The logs that a command was given, and what is said when they are none. */
public final class LogInput {
  private LogInput() {}

  /** The files that are named, by themselves or by globs. */
  public static List<Path> files(List<Path> names) {
    try {
      List<Path> files = LogFiles.named(names);
      files.forEach(LogInput::requireReadable);
      return files;
    } catch (IOException e) {
      throw new UserError("the logs: " + Reasons.of(e));
    }
  }

  /** Files and globs with the format of each. */
  public static List<LogSource> sources(List<Path> names) {
    try {
      return LogSource.of(files(names));
    } catch (IOException e) {
      throw new UserError("the logs: " + Reasons.of(e));
    }
  }

  /** Bytes of all files as they lie on disk. */
  public static long size(List<LogSource> sources) {
    return sources.stream().mapToLong(source -> source.file().toFile().length()).sum();
  }

  /** What is said of logs without a single readable line. */
  public static UserError unreadable(LogSource first, BadLines bad) {
    String why =
        !bad.damages().isEmpty()
            ? "; its compressed data is broken"
            : bad.first().isEmpty()
                ? " (it is empty)"
                : "; its first line is: " + bad.first().get(0).text();
    return new UserError(
        first.name()
            + ": not an access log ("
            + String.join(", ", FormatDetector.names())
            + ")"
            + why);
  }

  private static void requireReadable(Path file) {
    if (Files.isDirectory(file)) {
      throw new UserError(file + ": is a folder; name its logs, as '" + file + "/access.log*'");
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UserError(file + ": no such file, or it cannot be read");
    }
  }
}
