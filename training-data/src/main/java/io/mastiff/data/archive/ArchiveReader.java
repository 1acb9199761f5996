package io.mastiff.data.archive;

import io.mastiff.event.ArchiveFormat;
import io.mastiff.event.ArchiveFormat.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;

/**
 * Reads requests out of an archive, each with what came of its client's orders.
 *
 * <p>DuckDB joins and sorts in at most {@value #MEMORY} and on disk beyond; one request is in the
 * heap at a time.
 */
public final class ArchiveReader {
  private static final String MEMORY = "1GB";

  private final Path archive;
  private final Path spill;

  /**
   * A request of the archive.
   *
   * @param event the message's bytes
   * @param bought an outcome says that its client bought
   * @param takenBack an outcome says that an order of its client was refunded or charged back
   * @param promised the cookie that was set with it came back
   */
  public record Found(byte[] event, boolean bought, boolean takenBack, boolean promised) {}

  /** Takes requests in the order of Kafka's partitions. */
  @FunctionalInterface
  public interface Taker {
    void take(Found found) throws IOException;
  }

  /**
   * What an archive holds.
   *
   * @param days days with requests
   */
  public record Size(long requests, long outcomes, List<String> shops, int days) {}

  /** Whether a folder is an archive, or was meant to be one. */
  public static boolean isArchive(Path folder) {
    return Files.isRegularFile(folder.resolve(ArchiveFormat.MANIFEST));
  }

  /**
   * @param spill folder for what does not fit into memory
   */
  public ArchiveReader(Path archive, Path spill) throws IOException {
    this.archive = archive;
    this.spill = spill;
    Manifest.read(archive);
    if (!has(Kind.REQUESTS)) {
      throw new ArchiveException(archive + ": the archive holds no requests yet");
    }
  }

  private boolean has(Kind kind) throws IOException {
    Path root = archive.resolve(kind.folder());
    if (!Files.isDirectory(root)) {
      return false;
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.anyMatch(path -> path.toString().endsWith(".parquet"));
    }
  }

  /** How much there is of a shop; of all where it is empty. */
  public Size size(String shop) throws IOException {
    String sql =
        "SELECT count(*), (SELECT count(*) FROM outcomes), list(DISTINCT shop ORDER BY shop),"
            + " count(DISTINCT appended_ms // 86400000) FROM requests";
    try (Connection database = open(shop);
        Statement statement = database.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      Object[] shops =
          found.getArray(3) == null ? new Object[0] : (Object[]) found.getArray(3).getArray();
      return new Size(
          found.getLong(1),
          found.getLong(2),
          Stream.of(shops).map(String::valueOf).toList(),
          found.getInt(4));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Hands on all requests of a shop; of all where it is empty. */
  public void read(String shop, Taker taker) throws IOException {
    String sql =
        """
        SELECT r.record::BLOB, coalesce(o.bought, false), coalesce(o.taken_back, false),
               c.client IS NOT NULL
        FROM requests r
        LEFT JOIN (SELECT shop, reference, bool_or(kind = 'purchased') AS bought,
                          bool_or(kind IN ('refunded', 'charged-back')) AS taken_back
                   FROM outcomes GROUP BY ALL) o
               ON o.shop = r.shop AND o.reference = r.client
        LEFT JOIN (SELECT DISTINCT shop, client FROM requests WHERE client LIKE 's:%') c
               ON c.shop = r.shop AND r.cookie_issued <> '' AND c.client = 's:' || r.cookie_issued
        ORDER BY r.kafka_partition, r.kafka_offset
        """;
    try (Connection database = open(shop);
        Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        byte[] event = rows.getBytes(1);
        if (event == null) {
          throw new ArchiveException(archive + ": a request lacks its record");
        }
        taker.take(new Found(event, rows.getBoolean(2), rows.getBoolean(3), rows.getBoolean(4)));
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private Connection open(String shop) throws SQLException, IOException {
    Properties properties = new Properties();
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    properties.setProperty("memory_limit", MEMORY);
    properties.setProperty("temp_directory", spill.toString());
    Connection database = DriverManager.getConnection("jdbc:duckdb:", properties);
    for (Kind kind : Kind.values()) {
      view(database, kind, shop);
    }
    return database;
  }

  private void view(Connection database, Kind kind, String shop) throws SQLException, IOException {
    String files = archive.resolve(kind.files()).toString().replace("'", "''");
    String from =
        has(kind)
            ? "SELECT * FROM read_parquet('" + files + "', hive_partitioning = false)"
            : "SELECT * FROM nothing_" + kind.folder();
    try (Statement statement = database.createStatement()) {
      if (!has(kind)) {
        statement.execute("CREATE TABLE nothing_" + kind.folder() + " (" + Columns.of(kind) + ")");
      }
      statement.execute(
          "CREATE VIEW "
              + kind.folder()
              + " AS "
              + from
              + " WHERE '"
              + shop.replace("'", "''")
              + "' IN ('', shop)");
    }
  }

  private IOException failed(SQLException e) {
    String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new ArchiveException(archive + ": its files cannot be read: " + first);
  }
}
