package io.mastiff.data.dataset;

import io.mastiff.feature.DatasetFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * Brings events that came in any order into that of session and time, on disk: memory stays under
 * {@value #MEMORY} outside the heap, however many there are.
 *
 * <p>They lie in parts, each of which is whole or not there; a folder that is opened again goes on
 * after the parts that it is told to keep.
 */
public final class EventSorter implements AutoCloseable {
  private static final String MEMORY = "1GB";
  private static final String DATABASE = "events.db";

  /**
   * An event of a session.
   *
   * @param session events with the same one come together
   * @param client key of whoever may have several sessions
   * @param atMs orders events within the session; at the same time as they were added
   * @param label place of its label in a list, or {@link #NO_LABEL}
   * @param seen sources of labels that spoke, as bits
   * @param claim name of a crawler that it claims to be, or empty
   * @param event the event's bytes
   */
  public record Entry(
      String session, String client, long atMs, int label, int seen, String claim, byte[] event) {
    public static final int NO_LABEL = -1;
  }

  /** Takes entries in their order. */
  @FunctionalInterface
  public interface Reader {
    void accept(Entry entry) throws IOException;
  }

  private final Path folder;
  private final DuckDBConnection database;
  private DuckDBAppender appender;
  private int parts;
  private long added;
  private boolean inPart;

  /** One that begins anew. */
  public EventSorter(Path folder) throws IOException {
    this(folder, 0);
  }

  /**
   * @param folder its own; what is in it beyond the parts to keep and notes (JSON) is removed
   * @param kept how many parts of before are kept
   */
  public EventSorter(Path folder, int kept) throws IOException {
    this.folder = folder;
    this.parts = kept;
    keep(kept);
    try {
      Properties properties = new Properties();
      properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
      properties.setProperty("memory_limit", MEMORY);
      String url = "jdbc:duckdb:" + folder.resolve(DATABASE);
      database = (DuckDBConnection) DriverManager.getConnection(url, properties);
      sql(
          "CREATE TABLE events (session VARCHAR, client VARCHAR, at_ms BIGINT, number BIGINT,"
              + " label INTEGER, seen INTEGER, claim VARCHAR, event BLOB)");
      appender = database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "events");
      added = kept == 0 ? 0 : count();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void keep(int kept) throws IOException {
    Files.createDirectories(folder);
    Folder.keepOnly(folder, name -> name.endsWith(".json") || isPart(name, kept));
  }

  private static boolean isPart(String name, int last) {
    return IntStream.rangeClosed(1, last).mapToObj(DatasetFormat::part).anyMatch(name::equals);
  }

  private void sql(String text) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(text);
    }
  }

  private long count() throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet found = statement.executeQuery("SELECT count(*) FROM " + written())) {
      found.next();
      return found.getLong(1);
    }
  }

  private String written() {
    return "read_parquet(" + quoted(folder.resolve(DatasetFormat.PARTS)) + ")";
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }

  public void add(Entry entry) throws IOException {
    try {
      appender.beginRow();
      appender.append(entry.session());
      appender.append(entry.client());
      appender.append(entry.atMs());
      appender.append(added++);
      appender.append(entry.label());
      appender.append(entry.seen());
      appender.append(entry.claim());
      appender.append(entry.event());
      appender.endRow();
      inPart = true;
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  public long added() {
    return added;
  }

  /** Parts that are whole on disk. */
  public int parts() {
    return parts;
  }

  /** Makes a part of what was added since the last one; it stays when the sorter is closed. */
  public void endPart() throws IOException {
    Path whole = folder.resolve(DatasetFormat.part(parts + 1));
    Path half = folder.resolve(whole.getFileName() + ".half");
    try {
      appender.close();
      sql("COPY events TO " + quoted(half) + " (FORMAT parquet, COMPRESSION zstd)");
      sql("TRUNCATE events");
      appender = database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "events");
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
    Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
    parts++;
    inPart = false;
  }

  /** Gives all that was added to a reader; may be called again. */
  public void read(Reader reader) throws IOException {
    if (inPart || parts == 0) {
      endPart();
    }
    String columns = "session, client, at_ms, label, seen, claim, event";
    try (Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT " + columns + " FROM " + written() + " ORDER BY session, at_ms, number")) {
      while (rows.next()) {
        reader.accept(entry(rows));
      }
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Entry entry(ResultSet rows) throws SQLException {
    return new Entry(
        rows.getString(1),
        rows.getString(2),
        rows.getLong(3),
        rows.getInt(4),
        rows.getInt(5),
        rows.getString(6),
        rows.getBytes(7));
  }

  /** Removes its folder too, with all that was added. */
  public void remove() throws IOException {
    close();
    Folder.remove(folder);
  }

  @Override
  public void close() throws IOException {
    try {
      if (!database.isClosed()) {
        appender.close();
        database.close();
      }
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
