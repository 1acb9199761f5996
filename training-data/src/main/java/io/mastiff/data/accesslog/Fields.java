package io.mastiff.data.accesslog;

/** What the fields of several formats have in common. */
final class Fields {
  private Fields() {}

  /** The text, or {@code -} where it is empty. */
  static String orNone(String text) {
    return text.isEmpty() ? LogLine.NONE : text;
  }

  /** Path and query of a target that may begin with scheme and host. */
  static String path(String target) {
    int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
    if (scheme < 0) {
      return target;
    }
    int path = target.indexOf('/', scheme + 3);
    return path < 0 ? "/" : target.substring(path);
  }

  /** The address in {@code 192.0.2.7:5000}, {@code [2001:db8::1]:5000} or {@code 2001:db8::1}. */
  static String withoutPort(String client) {
    if (client.startsWith("[")) {
      int close = client.indexOf(']');
      return close < 0 ? client : client.substring(1, close);
    }
    int colon = client.indexOf(':');
    return colon > 0 && client.indexOf(':', colon + 1) < 0 ? client.substring(0, colon) : client;
  }

  /** Whole number, or {@code otherwise}. */
  static long number(String text, long otherwise) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** A time in some unit as microseconds, or -1. */
  static long micros(String text, double microsAUnit) {
    try {
      double value = Double.parseDouble(text);
      return value >= 0 && value < 1e12 ? Math.round(value * microsAUnit) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  static boolean isStatus(long status) {
    return status >= 0 && status <= 999;
  }
}
