package io.mastiff.standalone.audit;

import io.mastiff.data.accesslog.CombinedParser;
import io.mastiff.data.accesslog.FormatDetector;
import io.mastiff.data.accesslog.LogFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A log file and the format that its first lines have.
 *
 * @param format never parsed with: each thread takes {@link LogFormat#another}
 */
public record LogSource(Path file, LogFormat format) {
  /** Looks at the first lines; where they say nothing it counts as Common or Combined. */
  static LogSource of(Path file) throws IOException {
    return new LogSource(
        file, FormatDetector.ofFile(file).map(LogFormat::another).orElseGet(CombinedParser::new));
  }

  /** All of these files, in their order. */
  public static List<LogSource> of(List<Path> files) throws IOException {
    List<LogSource> sources = new ArrayList<>();
    for (Path file : files) {
      sources.add(of(file));
    }
    return sources;
  }

  /** Its name for messages. */
  public String name() {
    return file.toString();
  }
}
