package io.mastiff.standalone.audit;

import io.mastiff.event.Reason;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/** One row a session: {@code session,client,first,last,requests,pages,score,verdict,reasons}. */
final class SessionCsv implements SessionSink, AutoCloseable {
  private final Path file;
  private final Path part;
  private final BufferedWriter out;
  private long number;

  SessionCsv(Path file) throws IOException {
    this.file = file.toAbsolutePath();
    Path folder = this.file.getParent();
    this.part = Files.createTempFile(folder == null ? Path.of("/") : folder, "sessions", ".part");
    this.out = Files.newBufferedWriter(part);
    out.write("session,client,first,last,requests,pages,score,verdict,reasons\n");
  }

  @Override
  public synchronized void take(LogSession session) {
    number++;
    String id = session.key.startsWith("u:") ? session.key.substring(2) : Long.toString(number);
    String reasons =
        session.reasons.stream().map(Reason::getText).collect(Collectors.joining("; "));
    try {
      out.write(
          String.join(
              ",",
              quoted(id),
              quoted(session.client()),
              Instant.ofEpochMilli(session.firstMs).toString(),
              Instant.ofEpochMilli(session.lastMs).toString(),
              Long.toString(session.requests),
              Integer.toString(session.features.pages()),
              String.format(Locale.ROOT, "%.6f", session.score),
              session.verdict,
              quoted(reasons)));
      out.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** RFC 4180; a cell that a spreadsheet would take for a formula is kept from it. */
  static String quoted(String text) {
    boolean formula = !text.isEmpty() && "=+@\t\r".indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  /** Puts the whole file in its place. */
  void complete() throws IOException {
    out.close();
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Ends it; a file that is not complete is removed. */
  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(part);
  }
}
