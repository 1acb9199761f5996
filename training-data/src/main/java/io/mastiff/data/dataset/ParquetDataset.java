package io.mastiff.data.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.feature.DatasetFormat;
import io.mastiff.feature.DatasetRow;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.state.BaselineState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Writes a dataset's folder in the form of {@link DatasetFormat}.
 *
 * <p>Rows go into parts of {@value #ROWS_A_PART}, so that memory does not grow with their number.
 * The folder appears under its name when {@link #finish} has written the description; until then it
 * is {@code NAME.part}, which {@link #close} takes away.
 */
public final class ParquetDataset implements AutoCloseable {
  private static final int ROWS_A_PART = 250_000;

  private final Path folder;
  private final Path part;
  private final ObjectNode description;
  private final boolean[] masked;
  private final DuckDBConnection database;
  private final TreeMap<String, long[]> sessions = new TreeMap<>();
  private DuckDBAppender appender;
  private int parts;
  private int inPart;
  private long rows;

  /**
   * @param folder where it will stand; must not be there, or hold a dataset, which is replaced
   * @param masked features that are written as missing
   * @param made what it was made from, for its description; takes {@code kind} at least
   */
  public ParquetDataset(Path folder, Set<String> masked, ObjectNode made) throws IOException {
    this.folder = folder.toAbsolutePath();
    this.part = this.folder.resolveSibling(this.folder.getFileName() + ".part");
    if (Files.exists(folder) && !Files.exists(folder.resolve(DatasetFormat.DESCRIPTION))) {
      throw new IOException(folder + " is there and holds no dataset; name another folder");
    }
    this.masked = new boolean[FeatureSchema.size()];
    for (String column : masked) {
      this.masked[FeatureSchema.columns().indexOf(column)] = true;
    }
    this.description = made;
    remove(part);
    Files.createDirectories(part);
    try {
      database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
      sql("CREATE TABLE rows (" + columns() + ")");
      appender = database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "rows");
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static String columns() {
    List<String> all = new ArrayList<>(DatasetFormat.KEYS);
    FeatureSchema.columns().forEach(column -> all.add(column + " DOUBLE"));
    return String.join(", ", all);
  }

  /** Adds one row. */
  public void add(DatasetRow row) throws IOException {
    try {
      appender.beginRow();
      appender.append(row.split());
      appender.append(row.bot() ? DatasetFormat.BOT : DatasetFormat.HUMAN);
      appender.append(row.family());
      appender.append(row.session());
      appender.append(row.client());
      appender.append(row.pages());
      appender.append(row.last());
      appender.append(row.weight());
      appender.append(row.source());
      appender.append(row.atMs());
      for (int i = 0; i < masked.length; i++) {
        appender.append(masked[i] ? FeatureSchema.features().get(i).missing() : row.x()[i]);
      }
      appender.endRow();
      count(row);
      if (++inPart == ROWS_A_PART) {
        flush();
      }
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void count(DatasetRow row) {
    rows++;
    if (row.last()) {
      sessions.computeIfAbsent(row.split(), split -> new long[2])[row.bot() ? 1 : 0]++;
    }
  }

  private void flush() throws SQLException {
    appender.close();
    String file = part.resolve(DatasetFormat.part(++parts)).toString().replace("'", "''");
    sql("COPY rows TO '" + file + "' (FORMAT parquet, COMPRESSION zstd)");
    sql("TRUNCATE rows");
    appender = database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "rows");
    inPart = 0;
  }

  private void sql(String text) throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute(text);
    }
  }

  /** Adds the baseline that the rows were measured against. */
  public void baseline(BaselineState state) throws IOException {
    Files.write(part.resolve(DatasetFormat.BASELINE), state.toByteArray());
  }

  /** Rows added so far. */
  public long rows() {
    return rows;
  }

  /** Writes what is left and the description, and gives the folder its name. */
  public void finish() throws IOException {
    try {
      if (inPart > 0 || parts == 0) {
        flush();
      }
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
    describe();
    remove(folder);
    Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private void describe() throws IOException {
    description.put("format", DatasetFormat.FORMAT).put("schema", FeatureSchema.hash());
    description.put("rows", rows);
    ObjectNode splits = description.putObject("sessions");
    sessions.forEach(
        (split, counts) ->
            splits
                .putObject(split)
                .put(DatasetFormat.HUMAN, counts[0])
                .put(DatasetFormat.BOT, counts[1]));
    var left = description.putArray("masked");
    for (int i = 0; i < masked.length; i++) {
      if (masked[i]) {
        left.add(FeatureSchema.columns().get(i));
      }
    }
    Files.writeString(part.resolve(DatasetFormat.DESCRIPTION), description.toPrettyString() + "\n");
  }

  /** An empty description of this kind: {@code simulated} or {@code real log}. */
  public static ObjectNode made(String kind) {
    return new ObjectMapper().createObjectNode().put("kind", kind);
  }

  @Override
  public void close() throws IOException {
    try {
      appender.close();
      database.close();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      remove(part);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
