package io.mastiff.data.accesslog;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Reads {@code 22/Jan/2019:03:56:14 +0330}; remembers the last day, which most lines share. */
final class LogTime {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int LENGTH = 26;

  private int lastKey = -1;
  private long lastDay;

  /**
   * Milliseconds since the epoch, or -1 when {@code text} from {@code from} to {@code to} is none.
   */
  long parse(String text, int from, int to) {
    if (to - from != LENGTH || text.charAt(from + 2) != '/' || text.charAt(from + 11) != ':') {
      return -1;
    }
    int day = two(text, from);
    int month = MONTHS.indexOf(text.substring(from + 3, from + 6));
    int year = two(text, from + 7) * 100 + two(text, from + 9);
    int second = two(text, from + 12) * 3600 + two(text, from + 15) * 60 + two(text, from + 18);
    int offset = two(text, from + 22) * 3600 + two(text, from + 24) * 60;
    boolean west = text.charAt(from + 21) == '-';
    boolean date = year >= 0 && month >= 0 && month % 3 == 0 && day >= 1 && day <= 31;
    if (!date || second < 0 || offset < 0) {
      return -1;
    }
    return (epochDay(year, month / 3 + 1, day) * 86_400 + second - (west ? -offset : offset))
        * 1000;
  }

  private long epochDay(int year, int month, int day) {
    int key = (year * 16 + month) * 32 + day;
    if (key != lastKey) {
      int length = LocalDate.of(year, month, 1).lengthOfMonth();
      lastDay =
          LocalDate.of(year, month, Math.min(day, length))
                  .atStartOfDay()
                  .toEpochSecond(ZoneOffset.UTC)
              / 86_400;
      lastKey = key;
    }
    return lastDay;
  }

  private static int two(String text, int at) {
    int tens = text.charAt(at) - '0';
    int ones = text.charAt(at + 1) - '0';
    if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
      return -100_000_000;
    }
    return tens * 10 + ones;
  }
}
