package io.mastiff.data.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.feature.DatasetFormat;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a dataset holds, counted by DuckDB where the rows lie. */
public final class DatasetSummary {
  private final JsonNode description;
  private final List<Group> groups;
  private final List<Feature> features;

  /** Sessions and rows that have split, label, family and source in common. */
  public record Group(
      String split, String label, String family, String source, long sessions, long rows) {}

  /**
   * A feature over whole sessions.
   *
   * @param min least known value; NaN where none is known
   * @param missing share of sessions where it is not known
   * @param auc probability that a bot's value is above a person's, a missing one being the least;
   *     NaN where there is one label only
   */
  public record Feature(String column, double min, double max, double missing, double auc) {
    /** How well it separates by itself, in whichever direction: 0.5 to 1. */
    public double separation() {
      return Math.max(auc, 1 - auc);
    }
  }

  private DatasetSummary(JsonNode description, List<Group> groups, List<Feature> features) {
    this.description = description;
    this.groups = groups;
    this.features = features;
  }

  /** Reads a dataset's folder. */
  public static DatasetSummary of(Path folder) throws IOException {
    JsonNode description = description(folder);
    return read(
        folder,
        statement -> {
          List<Group> groups = groups(statement);
          List<Feature> features = new ArrayList<>();
          for (SessionFeature feature : FeatureSchema.features()) {
            features.add(feature(statement, feature));
          }
          return new DatasetSummary(description, groups, features);
        });
  }

  /** Questions to a dataset. */
  interface Reading<T> {
    T from(Statement statement) throws SQLException;
  }

  /** Asks a dataset's parts, which are the view {@code rows}. */
  static <T> T read(Path folder, Reading<T> reading) throws IOException {
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      String parts = folder.resolve(DatasetFormat.PARTS).toString().replace("'", "''");
      statement.execute("CREATE VIEW rows AS SELECT * FROM read_parquet('" + parts + "')");
      return reading.from(statement);
    } catch (SQLException e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IOException(folder + ": its parts cannot be read: " + first, e);
    }
  }

  private static JsonNode description(Path folder) throws IOException {
    Path file = folder.resolve(DatasetFormat.DESCRIPTION);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          folder + ": no dataset: it holds no " + DatasetFormat.DESCRIPTION + " (see data import)");
    }
    JsonNode read;
    try {
      read = new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new IOException(file + ": cannot be read as JSON", e);
    }
    String schema = read.path("schema").asText();
    if (!schema.equals(FeatureSchema.hash())) {
      throw new IOException(
          folder + ": made with other features (schema " + schema + "); make it anew");
    }
    return read;
  }

  private static List<Group> groups(Statement statement) throws SQLException {
    List<Group> groups = new ArrayList<>();
    try (ResultSet found =
        statement.executeQuery(
            "SELECT split, label, family, source, count(*) FILTER (last), count(*) FROM rows"
                + " GROUP BY ALL ORDER BY ALL")) {
      while (found.next()) {
        groups.add(
            new Group(
                found.getString(1),
                found.getString(2),
                found.getString(3),
                found.getString(4),
                found.getLong(5),
                found.getLong(6)));
      }
    }
    return groups;
  }

  /** Area under the curve by ranks: pairs of a bot above a person, half of those that are equal. */
  private static Feature feature(Statement statement, SessionFeature feature) throws SQLException {
    String sql =
        """
        WITH v AS (
          SELECT %1$s AS x, count(*) FILTER (label = 'bot') AS b,
                 count(*) FILTER (label = 'human') AS h
          FROM rows WHERE last GROUP BY 1),
        r AS (SELECT *, sum(h) OVER (ORDER BY x) - h AS below FROM v)
        SELECT min(x) FILTER (x <> %2$s), max(x) FILTER (x <> %2$s),
               coalesce(sum(b + h) FILTER (x = %2$s), 0) / sum(b + h),
               sum(b * (below + h / 2.0)) / nullif(sum(b)::DOUBLE * sum(h)::DOUBLE, 0)
        FROM r
        """
            .formatted('"' + feature.column() + '"', Double.toString(feature.missing()));
    try (ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return new Feature(
          feature.column(), orNan(found, 1), orNan(found, 2), found.getDouble(3), orNan(found, 4));
    }
  }

  private static double orNan(ResultSet found, int column) throws SQLException {
    double value = found.getDouble(column);
    return found.wasNull() ? Double.NaN : value;
  }

  /** The dataset's own description. */
  public JsonNode description() {
    return description;
  }

  public List<Group> groups() {
    return groups;
  }

  /** In the order of {@link FeatureSchema}. */
  public List<Feature> features() {
    return features;
  }
}
