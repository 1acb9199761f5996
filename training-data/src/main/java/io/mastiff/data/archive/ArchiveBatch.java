package io.mastiff.data.archive;

import io.mastiff.data.archive.Manifest.OfTopic;
import io.mastiff.event.ArchiveFormat.Kind;
import io.mastiff.event.Outcome;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Records on their way into an archive: kept in memory until {@link #isFull}, then committed as one
 * file for each kind, shop and day. At most {@value #MOST_RECORDS} records or {@value #MOST_BYTES}
 * bytes of them.
 */
public final class ArchiveBatch implements AutoCloseable {
  private static final int MOST_RECORDS = 250_000;
  private static final long MOST_BYTES = 128 * 1024 * 1024;
  private static final String SHOP = "[a-z0-9-]{1,32}";

  private final ArchiveFolder to;
  private final DuckDBConnection database;
  private final Map<Kind, DuckDBAppender> appenders = new EnumMap<>(Kind.class);
  private int records;
  private long bytes;

  /** Where a record stands in Kafka, and when Kafka took it. */
  public record Place(int partition, long offset, long appendedMs) {
    String day() {
      return Instant.ofEpochMilli(appendedMs).atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
  }

  private record Group(String shop, String day) {}

  public ArchiveBatch(ArchiveFolder to) throws IOException {
    this.to = to;
    try {
      database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
      for (Kind kind : Kind.values()) {
        sql("CREATE TABLE " + kind.folder() + " (" + Columns.of(kind) + ")");
      }
      openAppenders();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void openAppenders() throws SQLException {
    for (Kind kind : Kind.values()) {
      appenders.put(kind, database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, kind.folder()));
    }
  }

  private void sql(String text) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(text);
    }
  }

  private interface Filling {
    void fill(DuckDBAppender to) throws SQLException;
  }

  public void add(Place place, RequestEvent event) throws IOException {
    add(Kind.REQUESTS, event.getShop(), place, row -> Columns.append(row, event));
    bytes += event.getSerializedSize();
  }

  public void add(Place place, Verdict verdict) throws IOException {
    add(Kind.VERDICTS, verdict.getShop(), place, row -> Columns.append(row, verdict));
    bytes += verdict.getSerializedSize();
  }

  public void add(Place place, Outcome outcome) throws IOException {
    add(Kind.OUTCOMES, outcome.getShop(), place, row -> Columns.append(row, outcome));
    bytes += outcome.getSerializedSize();
  }

  private void add(Kind kind, String shop, Place place, Filling filling) throws IOException {
    DuckDBAppender row = java.util.Objects.requireNonNull(appenders.get(kind));
    try {
      row.beginRow();
      row.append(shop);
      row.append(place.day());
      row.append(place.partition());
      row.append(place.offset());
      row.append(place.appendedMs());
      filling.fill(row);
      row.endRow();
      records++;
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  public boolean isFull() {
    return records >= MOST_RECORDS || bytes >= MOST_BYTES;
  }

  public int records() {
    return records;
  }

  /**
   * Writes what was added since the last commit, with the offsets that it reaches to.
   *
   * @param lost records that were not there any more
   * @param unreadable records that could not be read
   */
  public void commit(Map<String, OfTopic> topics, long lost, long unreadable) throws IOException {
    try {
      List<String> files = new ArrayList<>();
      for (DuckDBAppender appender : appenders.values()) {
        appender.close();
      }
      for (Kind kind : Kind.values()) {
        for (Group group : groups(kind)) {
          files.add(write(kind, group));
        }
        sql("TRUNCATE " + kind.folder());
      }
      to.commit(files, topics, lost, unreadable);
      openAppenders();
      records = 0;
      bytes = 0;
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private List<Group> groups(Kind kind) throws SQLException {
    List<Group> groups = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT DISTINCT shop, day FROM " + kind.folder() + " ORDER BY ALL")) {
      while (found.next()) {
        groups.add(new Group(found.getString(1), found.getString(2)));
      }
    }
    return groups;
  }

  private String write(Kind kind, Group group) throws SQLException, IOException {
    String shop =
        group.shop().matches(SHOP)
            ? group.shop()
            : "other-" + Integer.toHexString(group.shop().hashCode());
    String number = String.format(Locale.ROOT, "%08d", to.manifest().commits() + 1);
    String base = kind.folder() + "/shop=" + shop + "/day=" + group.day() + "/" + number;
    String name = base + ".parquet";
    Path half = to.folder().resolve(name + ArchiveFolder.HALF);
    for (int more = 2; Files.exists(half); more++) {
      name = base + "-" + more + ".parquet";
      half = to.folder().resolve(name + ArchiveFolder.HALF);
    }
    Files.createDirectories(half.getParent());
    String file = half.toString().replace("'", "''");
    try (PreparedStatement copy =
        database.prepareStatement(
            "COPY (SELECT * EXCLUDE (day) FROM "
                + kind.folder()
                + " WHERE shop = ? AND day = ? ORDER BY kafka_partition, kafka_offset) TO '"
                + file
                + "' (FORMAT parquet, COMPRESSION zstd)")) {
      copy.setString(1, group.shop());
      copy.setString(2, group.day());
      copy.execute();
    }
    return name;
  }

  @Override
  public void close() throws IOException {
    try {
      for (DuckDBAppender appender : appenders.values()) {
        appender.close();
      }
      database.close();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
