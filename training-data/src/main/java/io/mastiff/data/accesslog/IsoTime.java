package io.mastiff.data.accesslog;

/**
 * Reads {@code 2019-01-22T03:56:14.25+03:30}: a blank or T between date and time, - or / within the
 * date, fraction and offset may lack (UTC then).
 */
final class IsoTime {
  private static final int SHORTEST = 19;
  private static final int MINUTE_MS = 60_000;

  private final Days days = new Days();

  /** Milliseconds since the epoch, or -1 when the text is no such time. */
  long parse(String text) {
    if (text.length() < SHORTEST || !separated(text)) {
      return -1;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    boolean date = year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    if (!date || hour < 0 || minute < 0 || second < 0) {
      return -1;
    }
    int at = SHORTEST;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || isPoint(text, at))) {
      at++;
    }
    int offset = offset(text, at);
    if (offset == Integer.MIN_VALUE) {
      return -1;
    }
    long seconds = days.since1970(year, month, day) * 86_400 + hour * 3600L + minute * 60 + second;
    return seconds * 1000 + fraction(text, at) - (long) offset * MINUTE_MS;
  }

  private static boolean separated(String text) {
    char date = text.charAt(4);
    char between = text.charAt(10);
    return (date == '-' || date == '/')
        && text.charAt(7) == date
        && (between == 'T' || between == ' ')
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  private static boolean isPoint(String text, int at) {
    return at == SHORTEST && (text.charAt(at) == '.' || text.charAt(at) == ',');
  }

  private static int fraction(String text, int end) {
    int ms = 0;
    for (int i = 0; i < 3; i++) {
      int at = SHORTEST + 1 + i;
      ms = ms * 10 + (at < end ? Character.digit(text.charAt(at), 10) : 0);
    }
    return ms;
  }

  /** Minutes east of Greenwich. */
  private static int offset(String text, int at) {
    if (at == text.length() || text.charAt(at) == 'Z' && at + 1 == text.length()) {
      return 0;
    }
    char sign = text.charAt(at);
    boolean colon = text.length() == at + 6 && text.charAt(at + 3) == ':';
    if (sign != '+' && sign != '-' || !colon && text.length() != at + 5) {
      return Integer.MIN_VALUE;
    }
    int hours = number(text, at + 1, at + 3);
    int minutes = number(text, text.length() - 2, text.length());
    if (hours < 0 || minutes < 0) {
      return Integer.MIN_VALUE;
    }
    return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
  }

  /** The digits between, or -1. */
  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
