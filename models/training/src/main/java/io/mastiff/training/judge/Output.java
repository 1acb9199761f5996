package io.mastiff.training.judge;

import com.fasterxml.jackson.databind.JsonNode;
import io.mastiff.training.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Files that appear whole or not at all; {@code -} is standard output. */
final class Output {
  static final String STANDARD = "-";

  private Output() {}

  static boolean isStandard(@Nullable String target) {
    return STANDARD.equals(target);
  }

  /** Refuses a place that cannot be written to, before the work begins. */
  static void check(String option, @Nullable String target) throws TrainingException {
    if (target == null || isStandard(target)) {
      return;
    }
    Path file = Path.of(target).toAbsolutePath();
    Path folder = file.getParent();
    if (Files.isDirectory(file)) {
      throw new TrainingException(option + ": " + target + " is a folder; name a file");
    }
    if (folder == null || !Files.isWritable(folder)) {
      throw new TrainingException(option + ": cannot write into " + folder);
    }
  }

  static void json(@Nullable String target, JsonNode json, PrintWriter standard)
      throws TrainingException {
    if (isStandard(target)) {
      standard.println(json.toPrettyString());
      standard.flush();
    } else if (target != null) {
      file(target, json.toPrettyString() + "\n");
    }
  }

  static void file(String target, String text) throws TrainingException {
    Path file = Path.of(target).toAbsolutePath();
    try {
      Path part = file.resolveSibling(file.getFileName() + ".part");
      try {
        Files.write(part, text.getBytes(StandardCharsets.UTF_8));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new TrainingException(target + ": cannot be written (" + e.getMessage() + ")");
    }
  }
}
