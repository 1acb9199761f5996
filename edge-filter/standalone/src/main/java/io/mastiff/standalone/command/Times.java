package io.mastiff.standalone.command;

import io.mastiff.standalone.UserError;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Reads and shows points in time as ISO 8601 has them, with an offset. */
final class Times {
  private Times() {}

  static Instant parse(String option, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new UserError(
          option + " " + text + ": give a time with its offset, such as 2026-12-01T06:00:00Z");
    }
  }

  /** To the second. */
  static String shown(long ms) {
    return Instant.ofEpochMilli(ms / 1000 * 1000).toString();
  }
}
