package io.mastiff.bench.audit;

import io.mastiff.data.accesslog.CombinedParser;
import io.mastiff.data.accesslog.LogLine;
import io.mastiff.data.accesslog.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The lines of a log in Common or Combined Log Format, in the order of their times, each cut where
 * its address and its time stand.
 *
 * <p>Held in memory: the first {@value #MOST} lines that can be read.
 */
final class LogTemplate {
  static final int MOST = 1_000_000;

  /**
   * A line but for its address and its time.
   *
   * @param between what stands between the two, with the bracket
   * @param rest what stands behind the time's bracket
   */
  record Line(String address, String between, long atMs, String rest) {}

  private final List<Line> lines;

  private LogTemplate(List<Line> lines) {
    this.lines = lines;
  }

  /**
   * Reads a log.
   *
   * @throws IOException also where it holds no line of these formats
   */
  static LogTemplate read(Path log) throws IOException {
    List<Line> lines = new ArrayList<>();
    CombinedParser parser = new CombinedParser();
    try (LogReader in = LogReader.open(log)) {
      for (String text = in.next(); text != null && lines.size() < MOST; text = in.next()) {
        Optional<LogLine> parsed = parser.parse(text);
        if (parsed.isPresent()) {
          lines.add(line(text, parsed.get()));
        }
      }
    }
    if (lines.isEmpty()) {
      throw new IOException("no line of the Common or Combined Log Format");
    }
    lines.sort(Comparator.comparingLong(Line::atMs));
    return new LogTemplate(List.copyOf(lines));
  }

  private static Line line(String text, LogLine parsed) {
    int address = parsed.address().length();
    int open = text.indexOf(" [", address) + 2;
    return new Line(
        parsed.address(),
        text.substring(address, open),
        parsed.atMs(),
        text.substring(text.indexOf(']', open)));
  }

  int size() {
    return lines.size();
  }

  Line line(int number) {
    return lines.get(number);
  }

  /** From the first line to the last, and a second. */
  long spanMs() {
    return lines.get(lines.size() - 1).atMs() - lines.get(0).atMs() + 1_000;
  }
}
