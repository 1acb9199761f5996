package io.mastiff.training.judge;

import io.mastiff.classifier.Classifier;
import io.mastiff.event.ArchiveFormat;
import io.mastiff.event.ArchiveFormat.Kind;
import io.mastiff.training.TrainingException;
import io.mastiff.training.judge.LiveClient.Truth;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * The clients of an archive that were held out. DuckDB joins and groups in at most {@value #MEMORY}
 * and on disk beyond; in the heap are these clients alone, about 300 bytes each.
 */
final class LiveArchive {
  private static final String MEMORY = "1GB";
  private static final double DEFAULT_SHARE = 0.005;
  private static final long SAME_ORDER_MS = 1_800_000;
  private static final long TOLD_AFTER_MS = 10_000;

  private final Path archive;
  private final Set<String> traps;
  private final LiveConvictions convictions;

  /**
   * @param traps paths that no person finds; a last {@code *} stands for any rest
   * @param model scores the features of verdicts; null for the verdicts as they were given
   */
  LiveArchive(Path archive, Set<String> traps, @Nullable Classifier model)
      throws TrainingException {
    this.archive = archive;
    this.traps = traps;
    this.convictions = new LiveConvictions(model);
    if (!Files.isRegularFile(archive.resolve(ArchiveFormat.MANIFEST))) {
      throw new TrainingException(
          archive + ": no archive: it holds no " + ArchiveFormat.MANIFEST + " (see data archive)");
    }
    for (Kind kind : List.of(Kind.REQUESTS, Kind.VERDICTS)) {
      if (!has(kind)) {
        throw new TrainingException(archive + ": the archive holds no " + kind.folder() + " yet");
      }
    }
  }

  private boolean has(Kind kind) throws TrainingException {
    PathMatcher files = FileSystems.getDefault().getPathMatcher("glob:**.parquet");
    Path root = archive.resolve(kind.folder());
    if (!Files.isDirectory(root)) {
      return false;
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.anyMatch(files::matches);
    } catch (IOException e) {
      throw new TrainingException(root + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /** Verdicts that were left out since their features are others than the model's. */
  long otherFeatures() {
    return convictions.otherFeatures();
  }

  /** Clients that were held out, but for welcome crawlers; in the order of their names. */
  List<LiveClient> clients() throws TrainingException {
    try (Spill spill = Spill.open()) {
      return clients(spill);
    } catch (SQLException e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new TrainingException(archive + ": its files cannot be read (" + first + ")");
    }
  }

  private List<LiveClient> clients(Spill spill) throws SQLException, TrainingException {
    Properties properties = new Properties();
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    properties.setProperty("memory_limit", MEMORY);
    properties.setProperty("temp_directory", spill.folder().toString());
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:", properties);
        Statement statement = database.createStatement()) {
      views(statement);
      requireWhole(statement);
      held(statement);
      orders(statement);
      list(database);
      return clients(statement);
    }
  }

  private void list(Connection database) throws SQLException, TrainingException {
    try {
      convictions.list(database);
    } catch (TrainingException e) {
      throw new TrainingException(archive + ": " + e.getMessage());
    }
  }

  private void views(Statement statement) throws SQLException, TrainingException {
    statement.execute(
        "CREATE TABLE no_outcomes (shop VARCHAR, reference VARCHAR, kind VARCHAR, value_cents"
            + " BIGINT, at_ms BIGINT, id BIGINT)");
    for (Kind kind : Kind.values()) {
      String files = quoted(archive.resolve(kind.files()).toString());
      String from =
          has(kind) ? "read_parquet(" + files + ", hive_partitioning = false)" : "no_outcomes";
      statement.execute("CREATE VIEW " + kind.folder() + " AS SELECT * FROM " + from);
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private void requireWhole(Statement statement) throws SQLException, TrainingException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT count(*) FROM requests WHERE hold_out"
                + " AND (shop IS NULL OR client IS NULL OR client_kind IS NULL OR at_ms IS NULL)")) {
      if (row.next() && row.getLong(1) > 0) {
        throw new TrainingException(
            archive + ": a request lacks its shop, client, client_kind or at_ms");
      }
    }
  }

  private void held(Statement statement) throws SQLException {
    statement.execute(
        """
        CREATE TABLE held AS
        SELECT shop, client, any_value(client_kind)::VARCHAR AS kind,
               any_value(country)::VARCHAR AS country, max(hold_out_share)::DOUBLE AS share,
               coalesce(bool_or(crawler_state = 3), false) AS welcome,
               bool_or(crawler <> '' AND crawler_state <> 3 OR %s) AS bot,
               arg_max(record, at_ms) AS record
        FROM requests WHERE hold_out GROUP BY shop, client
        """
            .formatted(trapped()));
    statement.execute(
        "CREATE TABLE taken_back AS SELECT DISTINCT shop, reference AS client,"
            + " bool_or(kind = 'charged-back') AS fraud FROM outcomes"
            + " WHERE kind IN ('refunded', 'charged-back') GROUP BY ALL");
  }

  /**
   * Orders by the time of the request that placed them: an outcome that is told at most {@value
   * #TOLD_AFTER_MS} ms after a request is of that one. Pages of an order that follow each other
   * within {@value #SAME_ORDER_MS} ms are one order, as are outcomes with one id.
   */
  private static void orders(Statement statement) throws SQLException {
    statement.execute(
        """
        CREATE TABLE orders AS
        WITH seen AS (
          SELECT shop, client, at_ms, page_type, status FROM requests SEMI JOIN held
                 USING (shop, client)),
        pages AS (
          SELECT shop, client, at_ms,
                 lag(at_ms) OVER (PARTITION BY shop, client ORDER BY at_ms) AS before_ms
          FROM seen WHERE page_type = 'ORDER_CONFIRMED' AND coalesce(status, 200) < 400),
        told AS (
          SELECT shop, reference AS client, at_ms, value_cents AS cents FROM outcomes
          WHERE kind = 'purchased' AND (shop, reference) IN (SELECT (shop, client) FROM held)
          QUALIFY coalesce(id, 0) = 0
              OR row_number() OVER (PARTITION BY shop, reference, id ORDER BY at_ms) = 1)
        SELECT shop, client, at_ms, 0 AS cents, false AS told FROM pages
        WHERE before_ms IS NULL OR at_ms - before_ms > %d
        UNION ALL
        SELECT t.shop, t.client,
               CASE WHEN t.at_ms - s.at_ms <= %d THEN s.at_ms ELSE t.at_ms END, t.cents, true
        FROM told t ASOF LEFT JOIN seen s
             ON s.shop = t.shop AND s.client = t.client AND t.at_ms >= s.at_ms
        """
            .formatted(SAME_ORDER_MS, TOLD_AFTER_MS));
  }

  private String trapped() {
    String any =
        traps.stream()
            .sorted()
            .map(
                trap ->
                    trap.endsWith("*")
                        ? "starts_with(path, " + quoted(trap.substring(0, trap.length() - 1)) + ")"
                        : "path = " + quoted(trap))
            .collect(Collectors.joining(" OR "));
    return any.isEmpty() ? "false" : any;
  }

  /** Of an order, an outcome tells more than its page: pages count where no outcome is told. */
  private static List<LiveClient> clients(Statement statement) throws SQLException {
    String sql =
        """
        WITH convicted AS (SELECT DISTINCT shop, client FROM listed),
        counted AS (
          SELECT o.shop, o.client, o.told, count(*) AS orders,
                 count(l.from_ms) AS hit,
                 coalesce(sum(o.cents) FILTER (l.from_ms IS NOT NULL), 0)::BIGINT AS cents
          FROM orders o LEFT JOIN listed l ON l.shop = o.shop AND l.client = o.client
               AND l.from_ms < o.at_ms AND o.at_ms < l.until_ms GROUP BY ALL),
        best AS (SELECT DISTINCT ON (shop, client) * FROM counted
                 ORDER BY shop, client, told DESC)
        SELECT h.shop, h.client, h.kind, coalesce(h.country, ''), h.share, c.client IS NOT NULL,
               h.bot, t.client IS NOT NULL, coalesce(t.fraud, false), coalesce(b.orders, 0),
               coalesce(b.hit, 0), coalesce(b.cents, 0)
        FROM held h LEFT JOIN convicted c USING (shop, client)
        LEFT JOIN taken_back t USING (shop, client) LEFT JOIN best b USING (shop, client)
        WHERE NOT h.welcome ORDER BY h.shop, h.client
        """;
    List<LiveClient> clients = new ArrayList<>();
    try (ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        clients.add(client(row));
      }
    }
    return clients;
  }

  private static LiveClient client(ResultSet row) throws SQLException {
    double share = row.getDouble(5);
    boolean takenBack = row.getBoolean(8);
    boolean fraud = row.getBoolean(9);
    long orders = fraud ? 0 : row.getLong(10);
    boolean buyer = orders > 0 && !takenBack;
    boolean bot = row.getBoolean(7);
    return new LiveClient(
        row.getString(1),
        row.getString(3).toLowerCase(Locale.ROOT),
        row.getString(4),
        share > 0 && share <= 1 ? share : DEFAULT_SHARE,
        row.getBoolean(6),
        bot == buyer ? Truth.UNKNOWN : bot ? Truth.BOT : Truth.PERSON,
        orders,
        fraud ? 0 : row.getLong(11),
        fraud ? 0 : row.getLong(12));
  }
}
