package io.mastiff.data.accesslog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Logs with a JSON object a line. */
abstract class JsonFormat implements LogFormat {
  private static final ObjectReader JSON = new ObjectMapper().reader();
  private static final double MICROS_A_SECOND = 1e6;

  private final LogTime local = new LogTime();
  private final IsoTime iso = new IsoTime();

  /** The line in this object, or empty when it is of another kind. */
  abstract Optional<LogLine> read(JsonNode object);

  @Override
  public final Optional<LogLine> parse(String line) {
    if (line.length() > LogReader.LONGEST || !line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return read(JSON.readTree(utf8(line)));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Bytes were read as ISO 8859-1, JSON is UTF-8. */
  private static String utf8(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) > 127) {
        return new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return line;
  }

  /** Where the value of {@code "field":"…"} begins. */
  static int valueAt(String line, String field) {
    int at = line.indexOf(field);
    int quote = at < 0 ? -1 : line.indexOf('"', at + field.length());
    return quote < 0 ? -1 : quote + 1;
  }

  /** The first of these fields that is there and not empty, else the empty text. */
  static String text(JsonNode object, String... names) {
    for (String name : names) {
      String found = object.path(name).asText("");
      if (!found.isEmpty()) {
        return found;
      }
    }
    return "";
  }

  /** Milliseconds since the epoch in the first of these fields that is there, or -1. */
  final long time(JsonNode object, String... names) {
    String text = text(object, names);
    if (text.isEmpty()) {
      return -1;
    }
    long parsed = iso.parse(text);
    if (parsed < 0) {
      parsed = text.length() > 12 ? local.parse(text, 0, text.length()) : -1;
    }
    return parsed < 0 ? epoch(text) : parsed;
  }

  /** Seconds, milliseconds, microseconds or nanoseconds, by their size. */
  private static long epoch(String text) {
    try {
      double value = Double.parseDouble(text);
      while (value > 1e11) {
        value /= 1000;
      }
      return value > 0 ? Math.round(value * 1000) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Microseconds of a field in seconds, or -1. */
  static long seconds(JsonNode object, String... names) {
    return Fields.micros(text(object, names), MICROS_A_SECOND);
  }
}
