package io.mastiff.standalone.outcome;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.mastiff.event.Outcome;
import io.mastiff.standalone.Reasons;
import io.mastiff.standalone.UserError;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/**
 * A file of outcomes: CSV (RFC 4180) in UTF-8, plain or gzip, whose first row names the columns. It
 * is read row by row; a cell has at most {@value #LONGEST_CELL} characters.
 */
final class OutcomeFile {
  private static final int LONGEST_CELL = 10_000;
  private static final int BUFFER = 1 << 16;
  private static final int TELL_EVERY = 1000;

  private final Path file;
  private final RowReader rows;
  private final ObjectReader csv;

  OutcomeFile(Path file, char separator, RowReader rows) {
    this.file = file;
    this.rows = rows;
    this.csv =
        CsvMapper.builder(
                CsvFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder().maxStringLength(LONGEST_CELL).build())
                    .build())
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build()
            .reader(CsvSchema.emptySchema().withColumnSeparator(separator));
  }

  /**
   * Hands on each row's outcome; rows that are none are added to {@code bad}. Returns the rows.
   *
   * @param progress told how many bytes of the file have been read
   */
  long read(Consumer<Outcome> good, BadRows bad, LongConsumer progress) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UserError(file + ": no such file, or it cannot be read");
    }
    try (Counted counted = new Counted(Files.newInputStream(file));
        Reader text = text(counted);
        JsonParser in = csv.createParser(text)) {
      return readAll(in, good, bad, () -> progress.accept(counted.bytes));
    } catch (IOException e) {
      throw new UserError(file + ": " + Reasons.of(e));
    }
  }

  private long readAll(JsonParser in, Consumer<Outcome> good, BadRows bad, Runnable progress)
      throws IOException {
    try {
      Row row = new Row();
      if (!row.next(in)) {
        throw new UserError(file + ": it is empty");
      }
      Columns columns = new Columns(file.toString(), row.cells());
      long count = 0;
      while (row.next(in)) {
        take(columns, row, good, bad);
        if (++count % TELL_EVERY == 0) {
          progress.run();
        }
      }
      return count;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation() == null ? in.currentLocation() : e.getLocation();
      String why =
          e.getOriginalMessage().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
      throw new UserError(file + ": not CSV: line " + at.getLineNr() + ": " + why);
    }
  }

  private void take(Columns columns, Row row, Consumer<Outcome> good, BadRows bad) {
    Outcome outcome;
    try {
      outcome = rows.read(columns.cells(row.cells()));
    } catch (BadRowException e) {
      bad.add(row.line(), String.valueOf(e.getMessage()));
      return;
    }
    good.accept(outcome);
  }

  private static Reader text(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return new InputStreamReader(
        gzip ? new GZIPInputStream(buffered, BUFFER) : buffered, StandardCharsets.UTF_8);
  }

  /** One row after the other. */
  private static final class Row {
    private final List<String> cells = new ArrayList<>();
    private long line;

    /** Takes the next row in; false at the end. */
    boolean next(JsonParser in) throws IOException {
      cells.clear();
      if (in.nextToken() != JsonToken.START_ARRAY) {
        return false;
      }
      while (in.nextToken() != JsonToken.END_ARRAY) {
        line = cells.isEmpty() ? in.currentTokenLocation().getLineNr() : line;
        cells.add(in.getText());
      }
      return true;
    }

    String[] cells() {
      return cells.toArray(String[]::new);
    }

    long line() {
      return line;
    }
  }

  /** Counts what has been read of a file. */
  private static final class Counted extends FilterInputStream {
    private long bytes;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      bytes += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      bytes += Math.max(0, n);
      return n;
    }
  }
}
