package io.mastiff.standalone.outcome;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code 2026-11-27T09:30:00Z}, {@code 2026-11-27 10:30:00+01:00}, and without an offset
 * where a zone was named for those.
 */
final class RowTime {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final long FIRST_MS = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long AHEAD_MS = 86_400_000;

  private final @Nullable ZoneId zone;
  private final long nowMs;

  /**
   * @param zone of times without an offset; null where these are mistakes
   */
  RowTime(@Nullable ZoneId zone, long nowMs) {
    this.zone = zone;
    this.nowMs = nowMs;
  }

  /** Milliseconds since the epoch, from the year 2000 to tomorrow. */
  long read(String text) throws BadRowException {
    long ms = millis(text);
    if (ms < FIRST_MS || ms > nowMs + AHEAD_MS) {
      throw new BadRowException("time " + RowReader.shown(text) + " is before 2000 or to come");
    }
    return ms;
  }

  private long millis(String text) throws BadRowException {
    try {
      TemporalAccessor read = FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      if (read instanceof OffsetDateTime whole) {
        return whole.toInstant().toEpochMilli();
      }
      if (zone == null) {
        throw new BadRowException(
            "time " + RowReader.shown(text) + " has no offset; add one, or give --zone");
      }
      return ((LocalDateTime) read).atZone(zone).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new BadRowException("time " + RowReader.shown(text) + ": such as 2026-11-27T09:30:00Z");
    }
  }
}
