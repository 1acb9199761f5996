package io.mastiff.training.judge;

import io.mastiff.feature.DatasetFormat;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.training.TrainingException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/**
 * Streams a dataset's rows through DuckDB, ordered by session and prefix.
 *
 * <p>DuckDB sorts in 1 GB and in a temporary folder beyond that; rows pass one at a time.
 */
final class EvaluationReader implements AutoCloseable {
  private static final String KEYS = "label, family, session, client, pages, last, weight";
  private static final int KEY_COUNT = 7;

  /** Takes one row after the other. */
  interface Sink {
    void row(EvaluationRow row) throws TrainingException;
  }

  /** Rows of one family with one label. */
  record Kind(boolean bot, String family) implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      int byLabel = Boolean.compare(bot, other.bot);
      return byLabel != 0 ? byLabel : family.compareTo(other.family);
    }
  }

  private final DatasetFolder data;
  private final Connection database;
  private final Spill spill;

  EvaluationReader(DatasetFolder data) throws TrainingException {
    this.data = data;
    spill = Spill.open();
    try {
      Properties streaming = new Properties();
      streaming.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
      database = DriverManager.getConnection("jdbc:duckdb:", streaming);
      try (Statement statement = database.createStatement()) {
        statement.execute("SET memory_limit = '1GB'");
        statement.execute("SET threads = 2");
        statement.execute("SET temp_directory = " + quoted(spill.folder()));
      }
    } catch (SQLException e) {
      spill.close();
      throw new TrainingException("DuckDB cannot start (" + firstLine(e) + ")");
    }
  }

  /** Gives every row of a split to the sink. */
  void read(String split, Sink sink) throws TrainingException {
    read("split = ?", split, sink);
  }

  /** Gives every row of people in a split to the sink. */
  void readPeople(String split, Sink sink) throws TrainingException {
    read("label = '" + DatasetFormat.HUMAN + "' AND split = ?", split, sink);
  }

  /** How many rows a split holds of each kind. */
  Map<Kind, Long> count(String split) throws TrainingException {
    Map<Kind, Long> counts = new TreeMap<>();
    String sql = "SELECT label, family, count(*) FROM " + files() + " WHERE split = ? GROUP BY ALL";
    try (PreparedStatement query = database.prepareStatement(sql)) {
      query.setString(1, split);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          Kind kind = new Kind(isBot(found.getString(1)), found.getString(2));
          counts.put(kind, found.getLong(3));
        }
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
    return counts;
  }

  private void read(String condition, String split, Sink sink) throws TrainingException {
    String columns =
        FeatureSchema.columns().stream().collect(Collectors.joining("\", \"", "\"", "\""));
    String sql =
        String.format(
            "SELECT %s, %s FROM %s WHERE %s ORDER BY session, pages, last",
            KEYS, columns, files(), condition);
    try (PreparedStatement query = database.prepareStatement(sql)) {
      query.setString(1, split);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          sink.row(row(rows));
        }
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private EvaluationRow row(ResultSet rows) throws SQLException, TrainingException {
    double[] x = new double[FeatureSchema.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = rows.getDouble(KEY_COUNT + 1 + i);
      if (!Double.isFinite(x[i]) || rows.wasNull()) {
        throw new TrainingException(
            String.format(
                "%s: session %s, column %s is not a finite number; make the dataset anew",
                data.folder(), rows.getString(3), FeatureSchema.columns().get(i)));
      }
    }
    for (int key = 1; key <= KEY_COUNT; key++) {
      if (rows.getObject(key) == null) {
        throw new TrainingException(data.folder() + ": a row lacks one of " + KEYS);
      }
    }
    return new EvaluationRow(
        isBot(rows.getString(1)),
        rows.getString(2),
        rows.getString(3),
        rows.getString(4),
        rows.getInt(5),
        rows.getBoolean(6),
        rows.getDouble(7),
        x);
  }

  private boolean isBot(String label) throws TrainingException {
    return switch (label) {
      case DatasetFormat.BOT -> true;
      case DatasetFormat.HUMAN -> false;
      default ->
          throw new TrainingException(
              data.folder() + ": a label is neither human nor bot: " + label);
    };
  }

  private String files() {
    return data.parts().stream()
        .map(EvaluationReader::quoted)
        .collect(Collectors.joining(", ", "read_parquet([", "])"));
  }

  private TrainingException unreadable(SQLException e) {
    return new TrainingException(
        data.folder() + ": not a dataset of this version (" + firstLine(e) + ")");
  }

  private static String quoted(Path path) {
    return "'" + path.toAbsolutePath().toString().replace("'", "''") + "'";
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  @Override
  public void close() throws TrainingException {
    try (spill) {
      database.close();
    } catch (SQLException e) {
      throw new TrainingException("DuckDB cannot stop (" + firstLine(e) + ")");
    }
  }
}
