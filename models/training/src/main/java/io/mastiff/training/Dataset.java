package io.mastiff.training;

import io.mastiff.feature.FeatureSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Labelled feature rows from a dataset file, checked against this version's features. */
record Dataset(List<Row> rows) {
  private static final int KEYS = 4;
  private static final String SHOPPER = "shopper";

  /**
   * A session's vector at one prefix.
   *
   * @param family {@code shopper} for people, else the kind of bot
   */
  record Row(String split, String family, long session, int pages, double[] x) {
    boolean isBot() {
      return !family.equals(SHOPPER);
    }
  }

  List<Row> where(Predicate<Row> test) {
    return rows.stream().filter(test).toList();
  }

  List<Row> split(String name) {
    return where(row -> row.split().equals(name));
  }

  /** Reads a file that {@code data simulate} or another source wrote. */
  static Dataset read(Path file) throws TrainingException {
    if (!Files.isReadable(file)) {
      throw new TrainingException(file + ": no such file, or it cannot be read");
    }
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file), 1 << 16),
                StandardCharsets.UTF_8))) {
      String expected = "#mastiff-dataset,1," + FeatureSchema.hash();
      if (!expected.equals(in.readLine()) || in.readLine() == null) {
        throw new TrainingException(
            file + ": not a dataset of this version's features (" + FeatureSchema.hash() + ")");
      }
      return new Dataset(rows(file, in));
    } catch (IOException e) {
      throw new TrainingException(file + ": not a gzipped dataset (" + e.getMessage() + ")");
    }
  }

  private static List<Row> rows(Path file, BufferedReader in)
      throws IOException, TrainingException {
    List<Row> rows = new ArrayList<>();
    int number = 2;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      try {
        rows.add(row(line));
      } catch (IllegalArgumentException e) {
        throw new TrainingException(file + ": line " + number + ": " + e.getMessage());
      }
    }
    return rows;
  }

  private static Row row(String line) {
    String[] parts = line.split(",", -1);
    if (parts.length != KEYS + FeatureSchema.size()) {
      throw new IllegalArgumentException("has " + parts.length + " columns");
    }
    double[] x = new double[FeatureSchema.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = Double.parseDouble(parts[KEYS + i]);
      if (!Double.isFinite(x[i])) {
        throw new IllegalArgumentException("column " + (KEYS + i + 1) + " is not a finite number");
      }
    }
    return new Row(parts[0], parts[1], Long.parseLong(parts[2]), Integer.parseInt(parts[3]), x);
  }
}
