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
      Path file = Path.of(target).toAbsolutePath();
      Path part = Files.createTempFile(folder(file), "figures", ".part");
      Files.writeString(part, text);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures cannot be written as JSON", e);
    } catch (IOException e) {
      throw new UserError("--json " + target + ": cannot be written: " + e.getMessage());
    }
  }

  /** Refuses, before any work, a target that could not be written. */
  static void check(String target) {
    if (!isStandardOutput(target) && !Files.isWritable(folder(Path.of(target).toAbsolutePath()))) {
      throw new UserError("--json " + target + ": its folder does not exist or cannot be written");
    }
  }

  private static Path folder(Path file) {
    Path folder = file.getParent();
    return folder == null ? Path.of("/") : folder;
  }
}
