package io.mastiff.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a benchmark, as a table and as JSON. */
final class Figures {
  private Figures() {}

  /**
   * Prints the table and writes the JSON.
   *
   * @param json a file, {@code -} for standard output alone, or null for no JSON
   */
  static void print(List<Row> rows, @Nullable String json) throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("java", System.getProperty("java.version"));
    document.put("cores", Runtime.getRuntime().availableProcessors());
    document.put("rows", rows.stream().map(Row::json).toList());
    String text =
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(document);
    if ("-".equals(json)) {
      System.out.println(text);
      return;
    }
    if (json != null) {
      Files.writeString(Path.of(json), text + "\n");
    }
    System.out.println(Row.header());
    rows.forEach(row -> System.out.println(row.text()));
  }
}
