package io.mastiff.standalone.privacy;

import io.mastiff.standalone.Reasons;
import io.mastiff.standalone.UserError;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A file of decision-log lines, plain or gzip.
 *
 * <p>A plain one is overwritten in place, length for length, so that the logger may go on writing
 * to it; a gzip one is replaced as a whole. What is overwritten are the values of session, address,
 * reference, agent and path, by {@code x}.
 */
public final class DecisionLogFile {
  private static final int LONGEST_LINE = 64 * 1024;

  private final Path file;
  private final String id;
  private final Set<String> references;

  DecisionLogFile(Path file, String id, Set<String> references) {
    this.file = file;
    this.id = id;
    this.references = references;
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UserError("--log " + file + ": no such file, or it cannot be read");
    }
  }

  /** Lines about a visitor: how many, the first and the last, counted from one. */
  public record Lines(Path file, long count, long first, long last) {}

  private interface Taker {
    /** A line with its end, or a piece of an endless one, which is about nobody. */
    void take(long offset, byte[] bytes, boolean whole) throws IOException;
  }

  /** Looks for lines. */
  Lines find() {
    return run((offset, bytes) -> {}, (offset, bytes, whole) -> {});
  }

  /** Overwrites them. */
  Lines erase() {
    try {
      return isGzip() ? replace() : overwrite();
    } catch (IOException e) {
      throw new UserError("--log " + file + ": cannot be overwritten: " + Reasons.of(e));
    }
  }

  private Lines overwrite() throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      return run(
          (offset, bytes) -> {
            out.seek(offset);
            out.write(bytes);
          },
          (offset, bytes, whole) -> {});
    }
  }

  private Lines replace() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path part = Files.createTempFile(folder, "erased", ".part");
    try {
      Lines lines;
      try (OutputStream out =
          new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
        lines = run((offset, bytes) -> {}, (offset, bytes, whole) -> out.write(bytes));
      }
      if (lines.count() > 0) {
        Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(file));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      }
      return lines;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private interface Change {
    void write(long offset, byte[] bytes) throws IOException;
  }

  /** Reads all lines, gives those about the visitor to {@code changed} without what tells of it. */
  private Lines run(Change changed, Taker every) {
    long[] seen = {0, 0, 0, 0};
    try (InputStream in = open()) {
      each(
          in,
          (offset, bytes, whole) -> {
            seen[0] += whole || bytes[bytes.length - 1] == '\n' ? 1 : 0;
            if (whole && hide(bytes)) {
              seen[1]++;
              seen[2] = seen[2] == 0 ? seen[0] : seen[2];
              seen[3] = seen[0];
              changed.write(offset, bytes);
            }
            every.take(offset, bytes, whole);
          });
    } catch (IOException e) {
      throw new UserError("--log " + file + ": " + Reasons.of(e));
    }
    return new Lines(file, seen[1], seen[2], seen[3]);
  }

  /** Overwrites what tells of the visitor; whether the line is about it. */
  private boolean hide(byte[] bytes) {
    DecisionLine line = new DecisionLine(new String(bytes, StandardCharsets.ISO_8859_1));
    if (!line.names(id, references)) {
      return false;
    }
    line.telling().forEach(place -> Arrays.fill(bytes, place[0], place[1], (byte) 'x'));
    return true;
  }

  private static void each(InputStream in, Taker taker) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean whole = true;
    long offset = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      line.write(b);
      boolean ends = b == '\n';
      if (ends || line.size() >= LONGEST_LINE) {
        taker.take(offset, line.toByteArray(), whole && ends);
        offset += line.size();
        line.reset();
        whole = ends;
      }
    }
    if (line.size() > 0) {
      taker.take(offset, line.toByteArray(), whole);
    }
  }

  private InputStream open() throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), LONGEST_LINE);
    return isGzip() ? new BufferedInputStream(new GZIPInputStream(in), LONGEST_LINE) : in;
  }

  private boolean isGzip() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }
}
