package io.mastiff.edge.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A path as a store's server will understand it: unescaped, without parameters of segments, empty
 * segments and dots (RFC 3986, section 5.2.4).
 *
 * @param odd whether the client wrote it in a way that browsers do not: dot segments, broken
 *     escapes, escaped slashes or control characters. An odd path earns no privilege of its route.
 */
record CanonicalPath(List<String> segments, boolean odd) {
  private static final int MOST_SEGMENTS = 32;

  /**
   * Whether {@code target[0..end-1]} is written as {@link #text} would write it, so that it need
   * not be taken apart.
   */
  static boolean isCanonical(String target, int end) {
    if (end == 0 || target.charAt(0) != '/' || (end > 1 && target.charAt(end - 1) == '/')) {
      return false;
    }
    int segments = 0;
    char before = 'x';
    for (int i = 0; i < end; i++) {
      char c = target.charAt(i);
      if (c == '%'
          || c == ';'
          || c == '\\'
          || c < ' '
          || (before == '/' && (c == '/' || c == '.'))) {
        return false;
      }
      segments += c == '/' ? 1 : 0;
      before = c;
    }
    return segments <= MOST_SEGMENTS;
  }

  /** Reads a raw path, without its query. */
  static CanonicalPath of(String raw) {
    List<String> segments = new ArrayList<>(4);
    boolean odd = isOdd(raw);
    int from = 0;
    while (from < raw.length() && segments.size() < MOST_SEGMENTS) {
      int slash = raw.indexOf('/', from);
      int end = slash < 0 ? raw.length() : slash;
      String segment = plain(raw.substring(from, end));
      odd |= segment.indexOf('\0') >= 0;
      if (segment.equals("..")) {
        odd = true;
        if (!segments.isEmpty()) {
          segments.remove(segments.size() - 1);
        }
      } else if (segment.equals(".")) {
        odd = true;
      } else if (!segment.isEmpty()) {
        segments.add(segment);
      }
      from = end + 1;
    }
    return new CanonicalPath(segments, odd || from < raw.length());
  }

  private static boolean isOdd(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) < ' ' || raw.charAt(i) == '\\') {
        return true;
      }
    }
    return false;
  }

  /** Unescaped, up to the first semicolon; a NUL in it marks what cannot be read plainly. */
  private static String plain(String segment) {
    int semicolon = segment.indexOf(';');
    String bare = semicolon < 0 ? segment : segment.substring(0, semicolon);
    if (bare.indexOf('%') < 0) {
      return bare;
    }
    byte[] bytes = new byte[bare.length() * 3];
    int n = 0;
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      if (c != '%') {
        int letter = bare.codePointAt(i);
        for (byte b : Character.toString(letter).getBytes(StandardCharsets.UTF_8)) {
          bytes[n++] = b;
        }
        i += Character.charCount(letter) - 1;
        continue;
      }
      boolean whole = i + 2 < bare.length();
      int high = whole ? hex(bare.charAt(i + 1)) : -1;
      int low = whole ? hex(bare.charAt(i + 2)) : -1;
      boolean escape = high >= 0 && low >= 0;
      int value = escape ? high * 16 + low : 0;
      bytes[n++] = value == '/' || value == '\\' || value < 32 ? 0 : (byte) value;
      i += escape ? 2 : 0;
    }
    return new String(bytes, 0, n, StandardCharsets.UTF_8);
  }

  /** The value of a digit of an escape, which is ASCII; -1 for what is none. */
  private static int hex(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  /** The canonical text. */
  String text() {
    return "/" + String.join("/", segments);
  }
}
