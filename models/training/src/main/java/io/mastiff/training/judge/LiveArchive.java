package io.mastiff.training.judge;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mastiff.classifier.Classifier;
import io.mastiff.event.ArchiveFormat;
import io.mastiff.event.ArchiveFormat.Kind;
import io.mastiff.event.Verdict;
import io.mastiff.feature.FeatureSchema;
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
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * The clients of an archive that were held out. DuckDB joins and groups in at most {@value
 * #MEMORY}; in the heap are these clients alone, about 300 bytes each.
 */
final class LiveArchive {
  private static final String MEMORY = "1GB";
  private static final double DEFAULT_SHARE = 0.005;

  private final Path archive;
  private final Set<String> traps;
  private final @Nullable Classifier model;
  private long otherFeatures;

  /**
   * @param traps paths that no person finds; a last {@code *} stands for any rest
   * @param model scores the features of verdicts; null for the verdicts as they were given
   */
  LiveArchive(Path archive, Set<String> traps, @Nullable Classifier model)
      throws TrainingException {
    this.archive = archive;
    this.traps = traps;
    this.model = model;
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
    return otherFeatures;
  }

  /** Clients that were held out, but for welcome crawlers; in the order of their names. */
  List<LiveClient> clients() throws TrainingException {
    Properties properties = new Properties();
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    properties.setProperty("memory_limit", MEMORY);
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:", properties);
        Statement statement = database.createStatement()) {
      views(statement);
      held(statement);
      convictions(database);
      return clients(statement);
    } catch (SQLException e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new TrainingException(archive + ": its files cannot be read (" + first + ")");
    }
  }

  private void views(Statement statement) throws SQLException, TrainingException {
    statement.execute(
        "CREATE TABLE no_outcomes (shop VARCHAR, reference VARCHAR, kind VARCHAR, value_cents"
            + " BIGINT, at_ms BIGINT)");
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

  private void held(Statement statement) throws SQLException {
    statement.execute(
        """
        CREATE TABLE held AS
        SELECT shop, client, any_value(client_kind) AS kind, any_value(country) AS country,
               max(hold_out_share) AS share, bool_or(crawler_state = 3) AS welcome,
               bool_or(crawler <> '' AND crawler_state <> 3 OR %s) AS bot
        FROM requests WHERE hold_out GROUP BY shop, client
        """
            .formatted(trapped()));
    statement.execute(
        """
        CREATE TABLE orders AS
        SELECT shop, client, at_ms, 0 AS cents, false AS told FROM requests SEMI JOIN held
               USING (shop, client)
        WHERE page_type = 'ORDER_CONFIRMED' AND coalesce(status, 200) < 400
        UNION ALL
        SELECT shop, reference, at_ms, value_cents, true FROM outcomes
        WHERE kind = 'purchased' AND (shop, reference) IN (SELECT (shop, client) FROM held)
        """);
    statement.execute(
        "CREATE TABLE taken_back AS SELECT DISTINCT shop, reference AS client,"
            + " bool_or(kind = 'charged-back') AS fraud FROM outcomes"
            + " WHERE kind IN ('refunded', 'charged-back') GROUP BY ALL");
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

  private record Key(String shop, String client) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byShop = shop.compareTo(other.shop);
      return byShop == 0 ? client.compareTo(other.client) : byShop;
    }
  }

  /** When each was first convicted. */
  private void convictions(Connection database) throws SQLException, TrainingException {
    Map<Key, Long> first = new TreeMap<>();
    try (Statement reading = database.createStatement();
        ResultSet found =
            reading.executeQuery(
                "SELECT v.shop, v.subject, v.at_ms, v.verdict, v.record FROM verdicts v"
                    + " JOIN held h ON h.shop = v.shop AND h.client = v.subject")) {
      while (found.next()) {
        if (convicts(found.getString(4), found.getBytes(5))) {
          Key key = new Key(found.getString(1), found.getString(2));
          first.merge(key, found.getLong(3), Math::min);
        }
      }
    }
    try (Statement statement = database.createStatement();
        var insert = prepared(database, statement)) {
      for (Map.Entry<Key, Long> entry : first.entrySet()) {
        insert.setString(1, entry.getKey().shop());
        insert.setString(2, entry.getKey().client());
        insert.setLong(3, entry.getValue());
        insert.addBatch();
      }
      if (!first.isEmpty()) {
        insert.executeBatch();
      }
    }
  }

  private static java.sql.PreparedStatement prepared(Connection database, Statement statement)
      throws SQLException {
    statement.execute("CREATE TABLE convicted (shop VARCHAR, client VARCHAR, at_ms BIGINT)");
    return database.prepareStatement("INSERT INTO convicted VALUES (?, ?, ?)");
  }

  private boolean convicts(String given, byte[] record) throws TrainingException {
    if (model == null) {
      return given.equals("scraper");
    }
    try {
      Verdict verdict = Verdict.parseFrom(record);
      if (!verdict.getSchema().equals(FeatureSchema.hash())
          || verdict.getFeaturesCount() != FeatureSchema.size()) {
        otherFeatures++;
        return false;
      }
      double[] x = verdict.getFeaturesList().stream().mapToDouble(Double::doubleValue).toArray();
      return model.score(x).probability() >= model.throttleThreshold();
    } catch (InvalidProtocolBufferException e) {
      throw new TrainingException(archive + ": a verdict cannot be read (" + e.getMessage() + ")");
    }
  }

  /** Of an order, an outcome tells more than its page: pages count where no outcome is told. */
  private static List<LiveClient> clients(Statement statement) throws SQLException {
    String sql =
        """
        WITH counted AS (
          SELECT o.shop, o.client, o.told, count(*) AS orders,
                 count(*) FILTER (o.at_ms >= c.at_ms) AS hit,
                 coalesce(sum(o.cents) FILTER (o.at_ms >= c.at_ms), 0) AS cents
          FROM orders o LEFT JOIN convicted c USING (shop, client) GROUP BY ALL),
        best AS (SELECT DISTINCT ON (shop, client) * FROM counted
                 ORDER BY shop, client, told DESC)
        SELECT h.shop, h.client, h.kind, coalesce(h.country, ''), h.share, c.at_ms IS NOT NULL,
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
        row.getString(3).toLowerCase(java.util.Locale.ROOT),
        row.getString(4),
        share > 0 && share <= 1 ? share : DEFAULT_SHARE,
        row.getBoolean(6),
        bot == buyer ? Truth.UNKNOWN : bot ? Truth.BOT : Truth.PERSON,
        orders,
        fraud ? 0 : row.getLong(11),
        fraud ? 0 : row.getLong(12));
  }
}
