package io.mastiff.data.accesslog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Combined Log Format with Traefik's {@code NUMBER "ROUTER" "URL" NUMBERms} behind. */
final class TraefikCommon implements LogFormat {
  private static final Pattern REST = Pattern.compile("\\d+ \"[^\"]*\" \"[^\"]*\" (\\d{1,9})ms");
  private static final double MICROS_A_MILLISECOND = 1000;

  private final CombinedParser parser = new CombinedParser();

  @Override
  public String name() {
    return "Traefik CLF";
  }

  @Override
  public int addressAt(String line) {
    return 0;
  }

  @Override
  public LogFormat another() {
    return new TraefikCommon();
  }

  @Override
  public Optional<LogLine> parse(String text) {
    Optional<LogLine> parsed = parser.parse(text);
    if (parsed.isEmpty()) {
      return parsed;
    }
    Matcher rest = REST.matcher(parser.rest());
    if (!rest.matches()) {
      return Optional.empty();
    }
    LogLine line = parsed.get();
    return Optional.of(
        new LogLine(
            line.address(),
            line.user(),
            line.atMs(),
            line.method(),
            line.target(),
            line.protocol(),
            line.status(),
            line.bytes(),
            line.referer(),
            line.userAgent(),
            line.lenient(),
            Fields.micros(rest.group(1), MICROS_A_MILLISECOND)));
  }
}
