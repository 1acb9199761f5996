package io.mastiff.standalone.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the lines that are added to a log, across rotation: the old file is read to its end
 * before the new one is opened; a file that became shorter is read from its start. A line is handed
 * on once its end was written; at most 64 kB of it.
 */
public final class LogFollower implements AutoCloseable {
  private static final int LONGEST = 65_536;
  private static final int BUFFER = 65_536;

  private final Path file;
  private final Consumer<String> lines;
  private final StringBuilder partial = new StringBuilder();
  private @Nullable RandomAccessFile in;
  private @Nullable Object identity;

  /**
   * @param fromStart whether what the file holds already is read too
   */
  public LogFollower(Path file, boolean fromStart, Consumer<String> lines) throws IOException {
    this.file = file;
    this.lines = lines;
    RandomAccessFile first = open();
    if (!fromStart && first != null) {
      first.seek(first.length());
    }
  }

  /** Reads what has come since; quietly waits while the file is away. */
  public void poll() throws IOException {
    RandomAccessFile current = in == null ? open() : in;
    if (current == null) {
      return;
    }
    if (current.length() < current.getFilePointer()) {
      current.seek(0);
      partial.setLength(0);
    }
    readAll(current);
    if (wasReplaced()) {
      readAll(current);
      close();
      partial.setLength(0);
      RandomAccessFile next = open();
      if (next != null) {
        readAll(next);
      }
    }
  }

  private @Nullable RandomAccessFile open() throws IOException {
    Object found = identity();
    if (found == null && !Files.exists(file)) {
      return null;
    }
    RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r");
    in = opened;
    identity = found;
    return opened;
  }

  private boolean wasReplaced() throws IOException {
    Object now = identity();
    return now != null && !now.equals(identity);
  }

  private @Nullable Object identity() throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private void readAll(RandomAccessFile from) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int n = from.read(buffer); n > 0; n = from.read(buffer)) {
      take(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
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

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
      in = null;
    }
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
