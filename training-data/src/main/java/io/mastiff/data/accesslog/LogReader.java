package io.mastiff.data.accesslog;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a log that is plain, gzip or zstd, told by its first bytes and not by its name.
 *
 * <p>Bytes are ISO 8859-1 characters. Of a line over {@value #LONGEST} characters one more than
 * that is kept. Compressed data that ends early or is broken ends the log: see {@link #damage}.
 */
public final class LogReader implements AutoCloseable {
  /** The longest line that formats read. */
  public static final int LONGEST = 65_536;

  private static final int BUFFER = 1 << 16;

  private final Counting file;
  private final @Nullable InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private byte[] begun = new byte[1024];
  private int begunLength;
  private int at;
  private int end;
  private @Nullable String damage;

  private LogReader(Path path) throws IOException {
    file = new Counting(Files.newInputStream(path));
    in = unpacked(new BufferedInputStream(file, BUFFER));
  }

  public static LogReader open(Path file) throws IOException {
    return new LogReader(file);
  }

  private @Nullable InputStream unpacked(BufferedInputStream raw) throws IOException {
    raw.mark(4);
    byte[] first = raw.readNBytes(4);
    raw.reset();
    try {
      if (first.length > 1 && first[0] == 0x1f && first[1] == (byte) 0x8b) {
        return new GZIPInputStream(raw, BUFFER);
      }
      byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
      return Arrays.equals(first, zstd) ? new ZstdInputStream(raw) : raw;
    } catch (EOFException | ZipException e) {
      damage = "its compressed data is broken";
      return null;
    }
  }

  /** The next line without its end, or null after the last. */
  public @Nullable String next() throws IOException {
    begunLength = 0;
    boolean some = false;
    while (at < end || fill()) {
      some = true;
      int stop = lineEnd();
      boolean ended = stop < end;
      if (ended && begunLength == 0) {
        String line = text(buffer, at, stop);
        at = stop + 1;
        return line;
      }
      keep(stop);
      at = stop + (ended ? 1 : 0);
      if (ended) {
        break;
      }
    }
    return some ? text(begun, 0, begunLength) : null;
  }

  private int lineEnd() {
    int i = at;
    while (i < end && buffer[i] != '\n') {
      i++;
    }
    return i;
  }

  private void keep(int to) {
    int more = Math.min(to - at, LONGEST + 1 - begunLength);
    if (begunLength + more > begun.length) {
      begun = Arrays.copyOf(begun, Math.min(LONGEST + 1, 2 * (begunLength + more)));
    }
    System.arraycopy(buffer, at, begun, begunLength, more);
    begunLength += more;
  }

  private static String text(byte[] from, int start, int stop) {
    int length = stop - start;
    length -= length > 0 && from[stop - 1] == '\r' ? 1 : 0;
    return new String(from, start, length, StandardCharsets.ISO_8859_1);
  }

  private boolean fill() throws IOException {
    if (in == null || damage != null) {
      return false;
    }
    try {
      at = 0;
      end = Math.max(0, in.read(buffer, 0, BUFFER));
    } catch (EOFException e) {
      end = 0;
      damage = "it ends in the middle of its compressed data";
    } catch (ZipException | ZstdIOException e) {
      end = 0;
      damage = "its compressed data is broken or cut off";
    }
    return end > 0;
  }

  /** What is wrong with the compressed data, once the reader has come upon it. */
  public Optional<String> damage() {
    return Optional.ofNullable(damage);
  }

  /** Bytes read of the file as it lies on disk. */
  public long bytes() {
    return file.count;
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
    file.close();
  }

  private static final class Counting extends FilterInputStream {
    private long count;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      count += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int n = in.read(bytes, from, length);
      count += Math.max(0, n);
      return n;
    }
  }
}
