package io.mastiff.data.accesslog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells a log's format by its first lines: the one that reads most of them. */
public final class FormatDetector {
  /** Lines that are looked at. */
  static final int SAMPLE = 500;

  private FormatDetector() {}

  /** One of each format; of two that read a line the first is the closer one. */
  static List<LogFormat> all() {
    return List.of(
        new CaddyJson(),
        new TraefikJson(),
        new NginxJson(),
        new AlbFormat(),
        new CloudFrontFormat(),
        new W3cFormat(),
        new TraefikCommon(),
        new CombinedParser());
  }

  /** Names of all formats. */
  public static List<String> names() {
    return all().stream().map(LogFormat::name).toList();
  }

  /** The format of these lines, or empty when no line is of any. */
  public static Optional<LogFormat> of(List<String> lines) {
    LogFormat best = null;
    int most = 0;
    for (LogFormat format : all()) {
      int read = 0;
      for (String line : lines) {
        read += !format.takeDirective(line) && format.parse(line).isPresent() ? 1 : 0;
      }
      if (read > most) {
        best = format;
        most = read;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The format of a file's first {@value #SAMPLE} lines. */
  public static Optional<LogFormat> ofFile(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LogReader in = LogReader.open(file)) {
      String line = in.next();
      while (line != null && lines.size() < SAMPLE) {
        lines.add(line);
        line = in.next();
      }
    }
    return of(lines);
  }
}
