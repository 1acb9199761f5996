package io.mastiff.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.DatasetFormat;
import io.mastiff.feature.DatasetRow;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.state.BaselineState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A dataset's folder, checked against this version's features.
 *
 * @param description what {@code dataset.json} holds
 */
record Dataset(Path folder, JsonNode description) {
  private static final int KEYS = DatasetFormat.KEYS.size();

  /** Opens a folder that {@code data simulate}, {@code data import} or another source wrote. */
  static Dataset open(Path folder) throws TrainingException {
    Path file = folder.resolve(DatasetFormat.DESCRIPTION);
    if (!Files.isReadable(file)) {
      throw new TrainingException(
          folder + ": no dataset (" + DatasetFormat.DESCRIPTION + " is missing or not readable)");
    }
    JsonNode description;
    try {
      description = new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new TrainingException(file + ": not JSON (" + firstLine(e) + ")");
    }
    int format = description.path("format").asInt();
    if (format != DatasetFormat.FORMAT) {
      throw new TrainingException(
          file + ": format " + format + ", this version reads " + DatasetFormat.FORMAT);
    }
    String schema = description.path("schema").asText();
    if (!schema.equals(FeatureSchema.hash())) {
      throw new TrainingException(
          "%s: made with other features (%s, here %s); make it anew"
              .formatted(file, schema, FeatureSchema.hash()));
    }
    return new Dataset(folder, description);
  }

  /** The baseline that the rows were measured against; empty where there is none. */
  ByteString baseline() throws TrainingException {
    Path file = folder.resolve(DatasetFormat.BASELINE);
    try {
      byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      Baseline.of(BaselineState.parseFrom(bytes));
      return ByteString.copyFrom(bytes);
    } catch (IOException | IllegalArgumentException e) {
      throw new TrainingException(file + ": no baseline (" + firstLine(e) + ")");
    }
  }

  /**
   * What the simulator of these rows fitted to logs and invented, and how well it passes for them;
   * missing where nothing was simulated.
   */
  JsonNode simulator() {
    if (!description.path("kind").asText().equals("simulated")) {
      return MissingNode.getInstance();
    }
    ObjectNode simulator = new ObjectMapper().createObjectNode();
    for (String each : List.of("seed", "simulated", "fitted", "invented", "resemblance")) {
      if (description.has(each)) {
        simulator.set(each, description.get(each));
      }
    }
    return simulator;
  }

  /** The rows of a split, in the order of the files; those that {@code keep} lets through. */
  List<DatasetRow> rows(String split, Predicate<DatasetRow> keep) throws TrainingException {
    List<DatasetRow> rows = new ArrayList<>();
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement query = database.prepareStatement(select())) {
      query.setString(1, folder.resolve(DatasetFormat.PARTS).toString());
      query.setString(2, split);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          DatasetRow row = row(found);
          if (keep.test(row)) {
            rows.add(row);
          }
        }
      }
    } catch (SQLException e) {
      throw new TrainingException(folder + ": cannot be read (" + firstLine(e) + ")");
    }
    return rows;
  }

  private static String select() {
    List<String> columns = new ArrayList<>();
    DatasetFormat.KEYS.forEach(key -> columns.add(key.substring(0, key.indexOf(' '))));
    columns.addAll(FeatureSchema.columns());
    return "SELECT " + String.join(", ", columns) + " FROM read_parquet(?) WHERE split = ?";
  }

  private DatasetRow row(ResultSet found) throws SQLException, TrainingException {
    double[] x = new double[FeatureSchema.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = found.getDouble(KEYS + 1 + i);
      if (!Double.isFinite(x[i]) || found.wasNull()) {
        throw new TrainingException(
            "%s: session %s: %s is not a finite number"
                .formatted(folder, found.getString(4), FeatureSchema.columns().get(i)));
      }
    }
    return new DatasetRow(
        found.getString(1),
        found.getString(2).equals(DatasetFormat.BOT),
        found.getString(3),
        found.getString(4),
        found.getString(5),
        found.getInt(6),
        found.getBoolean(7),
        found.getDouble(8),
        found.getString(9),
        found.getLong(10),
        x);
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.lines().findFirst().orElse("");
  }
}
