package io.mastiff.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.mastiff.standalone.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a command's figures as JSON: to a file as a whole, or to standard output for {@code -}.
 */
final class Output {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Output() {}

  static ObjectMapper json() {
    return JSON;
  }

  /** Whether standard output is to hold the JSON alone. */
  static boolean isStandardOutput(String target) {
    return target.equals("-");
  }

  static void write(String target, JsonNode figures) {
    try {
      String text = JSON.writeValueAsString(figures) + "\n";
      if (isStandardOutput(target)) {
        System.out.print(text);
        System.out.flush();
        return;
      }
      writeFile("--json", target, text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures cannot be written as JSON", e);
    }
  }

  /** Writes a file as a whole, or leaves what was there. */
  static void writeFile(String option, String target, String text) {
    try {
      Path file = Path.of(target).toAbsolutePath();
      Path part = Files.createTempFile(folder(file), "figures", ".part");
      Files.writeString(part, text);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError(option + " " + target + ": cannot be written: " + e.getMessage());
    }
  }

  /** Refuses, before any work, a target that could not be written. */
  static void check(String target) {
    if (!isStandardOutput(target)) {
      checkFile("--json", target);
    }
  }

  /** Refuses, before any work, a file that could not be written. */
  static void checkFile(String option, String target) {
    Path file = Path.of(target).toAbsolutePath();
    if (Files.isDirectory(file)) {
      throw new UserError(option + " " + target + ": it is a folder; name a file");
    }
    if (!Files.isWritable(folder(file))) {
      throw new UserError(
          option + " " + target + ": its folder does not exist or cannot be written");
    }
  }

  private static Path folder(Path file) {
    Path folder = file.getParent();
    return folder == null ? Path.of("/") : folder;
  }
}
