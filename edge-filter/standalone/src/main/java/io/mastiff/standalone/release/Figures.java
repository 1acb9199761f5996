package io.mastiff.standalone.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.event.Texts;
import io.mastiff.standalone.Reasons;
import io.mastiff.standalone.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of figures that a command of the trainer wrote, with one line for what it lacks. */
final class Figures {
  private static final long LARGEST = 16 * 1024 * 1024;
  private static final int LONGEST_TEXT = 60;

  private final Path file;
  private final String command;
  private final JsonNode json;

  private Figures(Path file, String command, JsonNode json) {
    this.file = file;
    this.command = command;
    this.json = json;
  }

  /**
   * Reads a file of at most 16 MB.
   *
   * @param command what writes such files
   */
  static Figures read(Path file, String command) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new UserError(file + ": over 16 MB; not what `" + command + "` writes");
      }
      return new Figures(file, command, new ObjectMapper().readTree(file.toFile()));
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": not JSON; write it anew with `" + command + " --json`");
    } catch (IOException e) {
      throw new UserError(file + ": " + Reasons.of(e));
    }
  }

  /** A text at a path, short and without characters that steer a terminal. */
  String text(String path) {
    JsonNode node = json.at(path);
    if (!node.isTextual()) {
      throw lacks(path);
    }
    return shown(node.asText());
  }

  static String shown(String text) {
    return shown(text, LONGEST_TEXT);
  }

  /** The first characters of what others wrote. */
  static String shown(String text, int most) {
    return Texts.first(text.replaceAll("[^\\x20-\\x7e]", "?"), most);
  }

  /** A finite number at a path that is not negative. */
  double number(String path) {
    JsonNode node = json.at(path);
    if (!node.isNumber() || !(node.asDouble() >= 0) || Double.isInfinite(node.asDouble())) {
      throw lacks(path);
    }
    return node.asDouble();
  }

  JsonNode at(String path) {
    return json.at(path);
  }

  private UserError lacks(String path) {
    return new UserError(
        file
            + ": lacks "
            + path.substring(1).replace('/', '.')
            + "; write it anew with `"
            + command
            + " --json` of this version");
  }
}
