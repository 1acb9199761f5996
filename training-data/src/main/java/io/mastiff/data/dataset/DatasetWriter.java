package io.mastiff.data.dataset;

import io.mastiff.feature.FeatureSchema;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Writes feature rows as gzipped CSV, which the trainer and other tools read.
 *
 * <p>First line {@code #mastiff-dataset,1,SCHEMA}; then the header {@code
 * split,family,session,pages,COLUMNS…}; the family {@code shopper} is a person, every other a bot.
 */
public final class DatasetWriter implements AutoCloseable {
  /** Family of people. */
  public static final String SHOPPER = "shopper";

  private final BufferedWriter out;

  public DatasetWriter(Path file) throws IOException {
    out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file), 1 << 16),
                StandardCharsets.UTF_8));
    out.write("#mastiff-dataset,1," + FeatureSchema.hash() + "\n");
    out.write("split,family,session,pages," + String.join(",", FeatureSchema.columns()) + "\n");
  }

  /** One row: a session's vector at one prefix. */
  public void write(String split, String family, long session, int pages, double[] x)
      throws IOException {
    StringBuilder row = new StringBuilder(256);
    row.append(split).append(',').append(family).append(',').append(session);
    row.append(',').append(pages);
    for (double value : x) {
      row.append(',').append(value);
    }
    out.append(row.append('\n'));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
