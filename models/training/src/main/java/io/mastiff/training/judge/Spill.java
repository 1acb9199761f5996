package io.mastiff.training.judge;

import io.mastiff.training.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary folder for what DuckDB cannot hold in memory; gone when it is closed. */
record Spill(Path folder) implements AutoCloseable {
  static Spill open() throws TrainingException {
    try {
      return new Spill(Files.createTempDirectory("mastiff-sort"));
    } catch (IOException e) {
      throw new TrainingException("no temporary folder can be made (" + e.getMessage() + ")");
    }
  }

  @Override
  public void close() throws TrainingException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new TrainingException(folder + ": cannot be removed (" + e.getMessage() + ")");
    }
  }
}
