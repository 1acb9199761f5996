package io.mastiff.data.accesslog;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens a log, gzip or plain; tells by the first bytes, not by the name. */
public final class LogFiles {
  private static final int BUFFER = 1 << 16;

  private LogFiles() {}

  /** A reader of the log's text; bytes that are no UTF-8 are read as ISO 8859-1 characters. */
  public static BufferedReader open(Path file) throws IOException {
    return reader(new BufferedInputStream(Files.newInputStream(file), BUFFER));
  }

  /** A reader over a stream that supports mark and reset. */
  public static BufferedReader reader(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    InputStream plain = gzip ? new GZIPInputStream(in, BUFFER) : in;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.ISO_8859_1), BUFFER);
  }
}
