package io.mastiff.data.accesslog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whatever format the first readable line has; for logs that are written as they are read. */
public final class FirstFormat implements LogFormat {
  private final List<LogFormat> candidates = FormatDetector.all();
  private @Nullable LogFormat found;

  @Override
  public String name() {
    return found == null ? "unknown so far" : found.name();
  }

  @Override
  public Optional<LogLine> parse(String line) {
    if (found != null) {
      return found.parse(line);
    }
    for (LogFormat candidate : candidates) {
      Optional<LogLine> parsed = candidate.parse(line);
      if (parsed.isPresent()) {
        found = candidate;
        return parsed;
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean takeDirective(String line) {
    if (found != null) {
      return found.takeDirective(line);
    }
    boolean taken = false;
    for (LogFormat candidate : candidates) {
      taken |= candidate.takeDirective(line);
    }
    return taken;
  }

  @Override
  public int addressAt(String line) {
    return found == null ? -1 : found.addressAt(line);
  }

  @Override
  public LogFormat another() {
    return found == null ? new FirstFormat() : found.another();
  }
}
