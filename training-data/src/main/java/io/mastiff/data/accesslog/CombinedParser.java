package io.mastiff.data.accesslog;

import java.util.Optional;

/**
 * Reads the Common and the Combined Log Format, with or without further quoted fields behind.
 *
 * <pre>
 * address identity user [dd/Mon/yyyy:HH:mm:ss +zzzz] "METHOD target PROTOCOL" status bytes
 *     "referer" "user agent" ...
 * </pre>
 *
 * A backslash keeps the next character from ending a quoted field. Lenient rules: a quote that is
 * never closed ends with the line, if status and bytes were read before; a request field that is
 * not three words counts as an empty method with the whole text as its target. One parser serves
 * one thread: it remembers the last time stamp.
 */
public final class CombinedParser implements LogFormat {
  private final LogTime time = new LogTime();
  private String line = "";
  private int at;
  private int backslash;
  private boolean unclosed;

  @Override
  public String name() {
    return "Common or Combined Log Format";
  }

  @Override
  public int addressAt(String text) {
    return 0;
  }

  @Override
  public LogFormat another() {
    return new CombinedParser();
  }

  @Override
  public Optional<LogLine> parse(String text) {
    if (text.length() > LogReader.LONGEST) {
      return Optional.empty();
    }
    line = text;
    at = 0;
    int escape = text.indexOf('\\');
    backslash = escape < 0 ? Integer.MAX_VALUE : escape;
    unclosed = false;
    try {
      return fields();
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** What stands behind the fields of the line that was parsed last. */
  public String rest() {
    return at < line.length() ? line.substring(at) : "";
  }

  private Optional<LogLine> fields() {
    String address = word();
    word();
    String user = user();
    if (address.isEmpty() || at >= line.length() || line.charAt(at) != '[') {
      return Optional.empty();
    }
    int close = line.indexOf(']', at);
    long atMs = close < 0 ? -1 : time.parse(line, at + 1, close);
    if (atMs < 0) {
      return Optional.empty();
    }
    at = close + 2;
    String request = quoted();
    if (unclosed) {
      return Optional.empty();
    }
    int status = status();
    long bytes = bytes();
    if (status < 0 || bytes < -1) {
      return Optional.empty();
    }
    String referer = at < line.length() ? quoted() : "-";
    String agent = at < line.length() ? quoted() : "-";
    return Optional.of(build(address, user, atMs, request, status, bytes, referer, agent));
  }

  private LogLine build(
      String address,
      String user,
      long atMs,
      String request,
      int status,
      long bytes,
      String referer,
      String agent) {
    int first = request.indexOf(' ');
    int last = request.lastIndexOf(' ');
    boolean whole = first > 0 && last > first && request.startsWith("HTTP/", last + 1);
    return new LogLine(
        address,
        user,
        atMs,
        whole ? request.substring(0, first) : "",
        whole ? request.substring(first + 1, last) : request,
        whole ? request.substring(last + 1) : "",
        status,
        bytes,
        referer,
        agent,
        unclosed);
  }

  private String word() {
    int space = line.indexOf(' ', at);
    String word = line.substring(at, space);
    at = space + 1;
    return word;
  }

  private String user() {
    int bracket = line.indexOf(" [", at);
    String user = line.substring(at, bracket);
    at = bracket + 1;
    return user;
  }

  private int status() {
    int value = 0;
    int from = at;
    while (at < line.length() && line.charAt(at) != ' ') {
      char c = line.charAt(at++);
      if (c < '0' || c > '9' || at - from > 3) {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    boolean empty = at == from;
    at++;
    return empty ? -1 : value;
  }

  private long bytes() {
    int space = line.indexOf(' ', at);
    int end = space < 0 ? line.length() : space;
    String text = line.substring(at, end);
    at = end + 1;
    return text.equals("-") ? -1 : text.isEmpty() ? -2 : Long.parseLong(text);
  }

  private String quoted() {
    if (line.charAt(at) != '"') {
      int space = line.indexOf(' ', at);
      int end = space < 0 ? line.length() : space;
      String word = line.substring(at, end);
      at = end + 1;
      return word;
    }
    int from = at + 1;
    int i = line.indexOf('"', from);
    i = i < 0 ? line.length() : i;
    boolean escaped = backslash < i && line.lastIndexOf('\\', i - 1) >= from;
    if (escaped) {
      i = endOfEscaped(from);
    }
    unclosed |= i >= line.length();
    String text = line.substring(from, Math.min(i, line.length()));
    at = i + 2;
    return escaped ? text.replace("\\\"", "\"") : text;
  }

  private int endOfEscaped(int from) {
    int i = from;
    while (i < line.length() && line.charAt(i) != '"') {
      i += line.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }
}
