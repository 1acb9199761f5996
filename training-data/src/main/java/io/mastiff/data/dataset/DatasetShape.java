package io.mastiff.data.dataset;

import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * How a dataset's sessions are spread over lengths, time, sources of labels and values of features,
 * counted by DuckDB; its size does not grow with the number of rows.
 */
public record DatasetShape(
    List<Length> lengths, Times times, List<Source> sources, List<Spread> features) {
  private static final int STEPS = 60;
  private static final int LONGEST = 988;
  private static final int MOST_SOURCES = 200;
  private static final long LAST_MS = 253_402_300_799_999L;
  private static final String BOTH =
      "count(*) FILTER (label = 'human'), count(*) FILTER (label = 'bot')";

  /**
   * Rows of sessions as they were after so many pages.
   *
   * @param pages {@value #LONGEST} stands for all that are longer than the last listed prefix
   */
  public record Length(int pages, long human, long bot) {}

  /**
   * Whole sessions by when they began, in equal steps.
   *
   * @param undated sessions without a time between the years 1970 and 9999
   */
  public record Times(long fromMs, long stepMs, long[] human, long[] bot, long undated) {}

  /** What gave labels to sessions, with the mean, least and most weight of such a label. */
  public record Source(
      String source, String label, long sessions, double weight, double least, double most) {}

  /**
   * A feature's values in whole sessions.
   *
   * @param bins nothing where no value is known
   */
  public record Spread(
      SessionFeature feature,
      Bins bins,
      long[] human,
      long[] bot,
      long humanMissing,
      long botMissing) {}

  /** Reads a dataset's folder, which {@link DatasetSummary#of} accepted. */
  public static DatasetShape of(Path folder) throws IOException {
    return DatasetSummary.read(
        folder,
        statement -> {
          List<Spread> features = new ArrayList<>();
          for (SessionFeature feature : FeatureSchema.features()) {
            features.add(spread(statement, feature));
          }
          return new DatasetShape(
              lengths(statement), times(statement), sources(statement), features);
        });
  }

  private static List<Length> lengths(Statement statement) throws SQLException {
    String sql =
        "SELECT greatest(0, least(pages, %d)) AS p, %s FROM rows WHERE pages IS NOT NULL"
            + " GROUP BY p ORDER BY p";
    List<Length> lengths = new ArrayList<>();
    try (ResultSet found = statement.executeQuery(sql.formatted(LONGEST, BOTH))) {
      while (found.next()) {
        lengths.add(new Length(found.getInt(1), found.getLong(2), found.getLong(3)));
      }
    }
    return lengths;
  }

  private static Times times(Statement statement) throws SQLException {
    String dated = "last AND at_ms > 0 AND at_ms <= " + LAST_MS;
    long from;
    long step;
    long undated;
    try (ResultSet found =
        statement.executeQuery(
            ("SELECT coalesce(min(at_ms) FILTER (%1$s), 0),"
                    + " coalesce(max(at_ms) FILTER (%1$s), 0),"
                    + " count(*) FILTER (last) - count(*) FILTER (%1$s) FROM rows")
                .formatted(dated))) {
      found.next();
      from = found.getLong(1);
      step = Math.max(1, (found.getLong(2) - from) / STEPS + 1);
      undated = found.getLong(3);
    }
    long[] human = new long[STEPS];
    long[] bot = new long[STEPS];
    String sql = "SELECT (at_ms - %d) // %d AS step, %s FROM rows WHERE %s GROUP BY step";
    fill(statement, sql.formatted(from, step, BOTH, dated), human, bot);
    return new Times(from, step, human, bot, undated);
  }

  private static List<Source> sources(Statement statement) throws SQLException {
    List<Source> sources = new ArrayList<>();
    try (ResultSet found =
        statement.executeQuery(
            "SELECT coalesce(source, ''), coalesce(label, ''), count(*) AS n,"
                + " coalesce(avg(weight), 0), coalesce(min(weight), 0), coalesce(max(weight), 0)"
                + " FROM rows WHERE last GROUP BY 1, 2 ORDER BY n DESC, 1, 2 LIMIT "
                + MOST_SOURCES)) {
      while (found.next()) {
        sources.add(
            new Source(
                found.getString(1),
                found.getString(2),
                found.getLong(3),
                found.getDouble(4),
                found.getDouble(5),
                found.getDouble(6)));
      }
    }
    return sources;
  }

  private static Spread spread(Statement statement, SessionFeature feature) throws SQLException {
    String x = '"' + feature.column() + '"';
    String known =
        "(%1$s <> %2$s AND isfinite(%1$s))".formatted(x, Double.toString(feature.missing()));
    String sql =
        """
        SELECT min(%1$s) FILTER (%2$s), max(%1$s) FILTER (%2$s), avg(%1$s) FILTER (%2$s),
               min(%1$s) FILTER (%2$s AND %1$s > 0),
               count(*) FILTER (label = 'human' AND %2$s IS NOT TRUE),
               count(*) FILTER (label = 'bot' AND %2$s IS NOT TRUE)
        FROM rows WHERE last
        """
            .formatted(x, known);
    Bins bins;
    long humanMissing;
    long botMissing;
    try (ResultSet found = statement.executeQuery(sql)) {
      found.next();
      humanMissing = found.getLong(5);
      botMissing = found.getLong(6);
      double min = found.getDouble(1);
      bins =
          found.wasNull()
              ? Bins.NONE
              : Bins.over(min, found.getDouble(2), found.getDouble(3), found.getDouble(4));
    }
    long[] human = new long[bins.count()];
    long[] bot = new long[bins.count()];
    if (bins.count() > 0) {
      String counts = "SELECT %s AS bin, %s FROM rows WHERE last AND %s GROUP BY bin";
      fill(statement, counts.formatted(bins.sql(x), BOTH, known), human, bot);
    }
    return new Spread(feature, bins, human, bot, humanMissing, botMissing);
  }

  private static void fill(Statement statement, String sql, long[] human, long[] bot)
      throws SQLException {
    try (ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        int at = found.getInt(1);
        human[at] = found.getLong(2);
        bot[at] = found.getLong(3);
      }
    }
  }
}
