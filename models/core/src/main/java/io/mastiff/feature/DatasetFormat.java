package io.mastiff.feature;

import java.util.List;

/**
 * What a dataset is on disk, for those who write and those who read it.
 *
 * <pre>
 * A folder: part-00001.parquet … with the columns KEYS (split, label, family, session, client, pages,
 * last, weight, source, at_ms) and one DOUBLE for each feature; and dataset.json: format, schema
 * (hash of the features), kind (simulated or real log), masked (features that were left out, whose
 * values are all missing), and what it was made from. Where a baseline was learned from the training
 * split, baseline.bin holds it (BaselineState), for the model's release.
 * The label is human or bot.
 * </pre>
 */
public final class DatasetFormat {
  public static final int FORMAT = 2;
  public static final String DESCRIPTION = "dataset.json";
  public static final String PARTS = "part-*.parquet";
  public static final String BASELINE = "baseline.bin";

  /** Values of {@code source} in the description of real traffic: a door's own events tell more. */
  public static final String LOGS = "access logs";

  public static final String ARCHIVE = "archive";

  public static final String HUMAN = "human";
  public static final String BOT = "bot";

  /** Columns before the features, with their types in SQL. */
  public static final List<String> KEYS =
      List.of(
          "split VARCHAR",
          "label VARCHAR",
          "family VARCHAR",
          "session VARCHAR",
          "client VARCHAR",
          "pages INTEGER",
          "last BOOLEAN",
          "weight DOUBLE",
          "source VARCHAR",
          "at_ms BIGINT");

  private DatasetFormat() {}

  /** File name of a part, counted from 1. */
  public static String part(int number) {
    return String.format(java.util.Locale.ROOT, "part-%05d.parquet", number);
  }
}
