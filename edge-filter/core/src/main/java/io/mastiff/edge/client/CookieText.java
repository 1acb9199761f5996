package io.mastiff.edge.client;

import io.mastiff.edge.HeaderNames;
import io.mastiff.edge.Headers;

/** Finds a cookie in a request's cookie fields (RFC 6265 section 5.4). */
public final class CookieText {
  private static final int LONGEST_HEADER = 16_384;

  private CookieText() {}

  /** The value of the first cookie of this name, or empty; fields over 16 kB are not searched. */
  public static String find(Headers headers, String name) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.number(i) == HeaderNames.COOKIE) {
        String field = headers.value(i);
        int at = start(field, name);
        if (at >= 0) {
          return field.substring(at, end(field, at));
        }
      }
    }
    return "";
  }

  /** Where the value that starts at {@code from} ends, without blanks behind it. */
  static int end(String field, int from) {
    int semicolon = field.indexOf(';', from);
    int to = semicolon < 0 ? field.length() : semicolon;
    while (to > from && field.charAt(to - 1) <= ' ') {
      to--;
    }
    return to;
  }

  /** Where the value of the cookie of this name starts in a field, or -1. */
  static int start(String field, String name) {
    if (field.length() > LONGEST_HEADER) {
      return -1;
    }
    int from = 0;
    while (from < field.length()) {
      while (from < field.length() && field.charAt(from) == ' ') {
        from++;
      }
      int end = from + name.length();
      if (field.startsWith(name, from) && end < field.length() && field.charAt(end) == '=') {
        return end + 1;
      }
      int semicolon = field.indexOf(';', from);
      from = semicolon < 0 ? field.length() : semicolon + 1;
    }
    return -1;
  }
}
