package io.mastiff.data.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * Brings events that came in any order into that of session and time, on disk: memory stays under
 * {@value #MEMORY} outside the heap, however many there are. Its folder is gone when it is closed.
 */
public final class EventSorter implements AutoCloseable {
  private static final String MEMORY = "1GB";

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
  private final DuckDBAppender appender;
  private long added;

  /**
   * @param folder its own, with nothing else in it
   */
  public EventSorter(Path folder) throws IOException {
    this.folder = folder;
    Folder.remove(folder);
    Files.createDirectories(folder);
    try {
      Properties properties = new Properties();
      properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
      properties.setProperty("memory_limit", MEMORY);
      String url = "jdbc:duckdb:" + folder.resolve("events.db");
      database = (DuckDBConnection) DriverManager.getConnection(url, properties);
      try (Statement statement = database.createStatement()) {
        statement.execute(
            "CREATE TABLE events (session VARCHAR, client VARCHAR, at_ms BIGINT, number BIGINT,"
                + " label INTEGER, seen INTEGER, claim VARCHAR, event BLOB)");
      }
      appender = database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "events");
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
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
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  public long added() {
    return added;
  }

  /** Gives all that was added to a reader; nothing may be added afterwards. */
  public void read(Reader reader) throws IOException {
    try {
      appender.close();
      try (Statement statement = database.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT session, client, at_ms, label, seen, claim, event FROM events"
                      + " ORDER BY session, at_ms, number")) {
        while (rows.next()) {
          reader.accept(entry(rows));
        }
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

  @Override
  public void close() throws IOException {
    try {
      appender.close();
      database.close();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      Folder.remove(folder);
    }
  }
}
