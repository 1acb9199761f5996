package io.mastiff.data.accesslog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The access log of AWS's Application Load Balancer; it tells no referer. */
final class AlbFormat implements LogFormat {
  private static final Set<String> TYPES = Set.of("http", "https", "h2", "grpcs", "ws", "wss");
  private static final int FIELDS = 14;
  private static final double MICROS_A_SECOND = 1e6;

  private final IsoTime time = new IsoTime();

  @Override
  public String name() {
    return "AWS ALB";
  }

  @Override
  public int addressAt(String line) {
    int at = 0;
    for (int i = 0; i < 3 && at >= 0; i++) {
      at = line.indexOf(' ', at) + 1;
      at = at == 0 ? -1 : at;
    }
    return at;
  }

  @Override
  public LogFormat another() {
    return new AlbFormat();
  }

  @Override
  public Optional<LogLine> parse(String line) {
    int space = line.indexOf(' ');
    if (line.length() > LogReader.LONGEST
        || space < 0
        || !TYPES.contains(line.substring(0, space))) {
      return Optional.empty();
    }
    List<String> f = fields(line);
    long atMs = f.size() < FIELDS ? -1 : time.parse(f.get(1));
    if (atMs < 0) {
      return Optional.empty();
    }
    String[] asked = f.get(12).split(" ", 3);
    long status = Fields.number(f.get(8), 0);
    if (asked.length < 3 || !Fields.isStatus(status)) {
      return Optional.empty();
    }
    return Optional.of(
        new LogLine(
            Fields.withoutPort(f.get(3)),
            LogLine.NONE,
            atMs,
            asked[0],
            Fields.path(asked[1]),
            asked[2].trim(),
            (int) status,
            Fields.number(f.get(11), -1),
            LogLine.NONE,
            Fields.orNone(f.get(13)),
            false,
            took(f)));
  }

  /** Three times in seconds, each -1 where the balancer could not hand the request on. */
  private static long took(List<String> f) {
    long all = 0;
    for (int i = 5; i <= 7; i++) {
      long one = Fields.micros(f.get(i), MICROS_A_SECOND);
      if (one < 0) {
        return -1;
      }
      all += one;
    }
    return all;
  }

  /** The first fields; some stand in quotes. */
  private static List<String> fields(String line) {
    List<String> found = new ArrayList<>(FIELDS);
    int at = 0;
    while (at < line.length() && found.size() < FIELDS) {
      boolean quoted = line.charAt(at) == '"';
      int end = line.indexOf(quoted ? '"' : ' ', at + (quoted ? 1 : 0));
      int to = end < 0 ? line.length() : end;
      found.add(line.substring(at + (quoted ? 1 : 0), to));
      at = to + (quoted ? 2 : 1);
    }
    return found;
  }
}
