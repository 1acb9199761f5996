package io.mastiff.data.accesslog;

import java.time.LocalDate;

/** Counts days since 1970; remembers the last date, which most lines share. */
final class Days {
  private int lastKey = -1;
  private long lastDay;

  /** A day beyond its month's end counts as that end. */
  long since1970(int year, int month, int day) {
    int key = (year * 16 + month) * 32 + day;
    if (key != lastKey) {
      LocalDate first = LocalDate.of(year, month, 1);
      lastDay = first.withDayOfMonth(Math.min(day, first.lengthOfMonth())).toEpochDay();
      lastKey = key;
    }
    return lastDay;
  }
}
