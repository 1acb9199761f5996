package io.mastiff.standalone.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as people read them. */
final class Words {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }

  /** With separators between thousands. */
  static String count(long n) {
    return format("%,d", n);
  }

  static String count(long n, String one, String many) {
    return count(n) + " " + (n == 1 ? one : many);
  }

  static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** A share in percent, with more digits when it is small. */
  static String percent(long part, long whole) {
    double share = 100 * share(part, whole);
    return format(share != 0 && share < 1 ? "%.2f%%" : "%.1f%%", share);
  }

  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    if (bytes < 1_000_000) {
      return format("%.1f kB", bytes / 1e3);
    }
    return bytes < 1_000_000_000 ? format("%.1f MB", bytes / 1e6) : format("%.1f GB", bytes / 1e9);
  }

  /** A duration in its two largest units. */
  static String time(long micros) {
    long seconds = micros / 1_000_000;
    if (seconds < 60) {
      return format("%.1f s", micros / 1e6);
    }
    long minutes = seconds / 60;
    return minutes < 60
        ? minutes + " min " + seconds % 60 + " s"
        : count(minutes / 60) + " h " + minutes % 60 + " min";
  }

  /** In UTC, to the minute. */
  static String moment(long atMs) {
    return atMs == Long.MAX_VALUE || atMs == Long.MIN_VALUE
        ? ""
        : DAY_AND_TIME.format(Instant.ofEpochMilli(atMs));
  }

  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
