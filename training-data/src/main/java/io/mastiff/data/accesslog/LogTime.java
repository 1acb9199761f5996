package io.mastiff.data.accesslog;

/** Reads {@code 22/Jan/2019:03:56:14 +0330}. */
final class LogTime {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int LENGTH = 26;

  private final Days days = new Days();

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
    return (days.since1970(year, month / 3 + 1, day) * 86_400 + second - (west ? -offset : offset))
        * 1000;
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
