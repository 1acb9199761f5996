package io.mastiff.standalone.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.standalone.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/** Archives whose files another program has written over. */
final class ForeignParquet {
  private ForeignParquet() {}

  /** Writes each file of a kind anew with other columns. */
  static void rewrite(Path archive, String kind, String columns) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.walk(archive.resolve(kind))) {
      files = all.filter(path -> path.toString().endsWith(".parquet")).toList();
    }
    try (var database = DriverManager.getConnection("jdbc:duckdb:");
        var statement = database.createStatement()) {
      for (Path file : files) {
        Path other = file.resolveSibling("other");
        String from = "read_parquet('" + file + "', hive_partitioning = false)";
        statement.execute(
            "COPY (SELECT " + columns + " FROM " + from + ") TO '" + other + "' (FORMAT parquet)");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** The one line on standard error of a command that ends so. */
  static String told(IntSupplier command, int exit) {
    Said said = Said.by(command);
    assertThat(said.code()).isEqualTo(exit);
    assertThat(said.err()).doesNotContain("\tat ");
    return said.err();
  }
}
