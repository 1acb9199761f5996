package io.mastiff.standalone.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the lines that are added to a log, across rotation: a file that was replaced or became
 * shorter is read from its start. A line is handed on once its end was written; at most 64 kB of
 * it.
 */
final class LogFollower {
  private static final int LONGEST = 65_536;
  private static final int BUFFER = 65_536;

  private final Path file;
  private final Consumer<String> lines;
  private final StringBuilder partial = new StringBuilder();
  private @Nullable Object identity;
  private long position;

  /**
   * @param fromStart whether what the file holds already is read too
   */
  LogFollower(Path file, boolean fromStart, Consumer<String> lines) throws IOException {
    this.file = file;
    this.lines = lines;
    this.identity = identity(file);
    this.position = fromStart ? 0 : Files.size(file);
  }

  /** Reads what has come since; quietly waits while the file is away. */
  void poll() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    Object now = identity(file);
    if ((now != null && !now.equals(identity)) || Files.size(file) < position) {
      identity = now;
      position = 0;
      partial.setLength(0);
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(position);
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        position += n;
        take(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
      }
    }
  }

  private void take(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        lines.accept(partial.toString());
        partial.setLength(0);
      } else if (c != '\r' && partial.length() < LONGEST) {
        partial.append(c);
      }
    }
  }

  private static @Nullable Object identity(Path file) throws IOException {
    return Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class).fileKey();
  }

  /** Hands on the lines of standard input until its end. */
  static void standardInput(Consumer<String> lines) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.ISO_8859_1));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      lines.accept(line);
    }
  }
}
