package io.mastiff.training.judge;

import io.mastiff.feature.DatasetFormat;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Writes small datasets through DuckDB, as any source may. */
final class DatasetFixture implements AutoCloseable {
  private final Path folder;
  private final DuckDBConnection database;
  private DuckDBAppender appender;
  private int parts;

  DatasetFixture(Path folder) throws Exception {
    this.folder = Files.createDirectories(folder);
    database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    List<String> columns = new ArrayList<>(DatasetFormat.KEYS);
    FeatureSchema.columns().forEach(column -> columns.add(column + " DOUBLE"));
    sql("CREATE TABLE rows (" + String.join(", ", columns) + ")");
    appender = database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "rows");
    description("simulated", FeatureSchema.hash());
  }

  void description(String kind, String schema) throws Exception {
    Files.writeString(
        folder.resolve(DatasetFormat.DESCRIPTION),
        String.format(
            "{\"format\":%d,\"schema\":\"%s\",\"kind\":\"%s\"}",
            DatasetFormat.FORMAT, schema, kind));
  }

  void add(String split, EvaluationRow row) throws SQLException {
    appender.beginRow();
    appender.append(split);
    appender.append(row.bot() ? DatasetFormat.BOT : DatasetFormat.HUMAN);
    appender.append(row.family());
    appender.append(row.session());
    appender.append(row.client());
    appender.append(row.pages());
    appender.append(row.last());
    appender.append(row.weight());
    appender.append("test");
    appender.append(0L);
    for (double value : row.x()) {
      appender.append(value);
    }
    appender.endRow();
  }

  /** Writes what was added since the last part. */
  void part() throws Exception {
    appender.close();
    String file = folder.resolve(DatasetFormat.part(++parts)).toString();
    sql("COPY rows TO '" + file + "' (FORMAT parquet)");
    sql("TRUNCATE rows");
    appender = database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "rows");
  }

  private void sql(String text) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(text);
    }
  }

  /** A vector whose values lie this far up their ranges, with noise; some are missing. */
  static double[] vector(SplittableRandom random, double level) {
    double[] x = new double[FeatureSchema.size()];
    for (int i = 0; i < x.length; i++) {
      SessionFeature feature = FeatureSchema.features().get(i);
      double at = Math.max(0, Math.min(1, level + 0.7 * (random.nextDouble() - 0.5)));
      x[i] =
          random.nextInt(10) == 0
              ? feature.missing()
              : feature.min() + at * (feature.max() - feature.min());
    }
    return x;
  }

  /**
   * Sessions of two pages, people and two families of bots, a quarter of them on the other side.
   */
  static Path write(Path folder, int sessions, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> splits = List.of("train", "calibrate", "test");
    try (DatasetFixture dataset = new DatasetFixture(folder)) {
      for (int s = 0; s < sessions; s++) {
        boolean bot = s % 3 == 0;
        boolean odd = bot && s / 3 % 4 == 0;
        double level = bot ? odd ? 0.3 : 0.57 : 0.43;
        String family = bot ? odd ? "odd" : "far" : s % 2 == 0 ? "shopper" : "mobile";
        String client = (bot ? "b" : "h") + s / 6;
        for (int pages = 1; pages <= 2; pages++) {
          dataset.add(
              splits.get(s / 6 % 3),
              new EvaluationRow(
                  bot, family, "s" + s, client, pages, pages == 2, 1, vector(random, level)));
        }
        if (s == sessions / 2) {
          dataset.part();
        }
      }
      dataset.part();
    }
    return folder;
  }

  @Override
  public void close() throws SQLException {
    appender.close();
    database.close();
  }
}
