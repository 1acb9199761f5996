package io.mastiff.standalone.frontlog;

import io.mastiff.data.accesslog.CombinedParser;
import io.mastiff.data.accesslog.LogLine;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the Combined Log Format with the store's time behind it: {@code upstream=SECONDS}, or
 * {@code upstream=NUMBERms}, and {@code upstream_status=STATUS} where the front can tell it; or
 * Traefik's {@code NUMBER "ROUTER" "URL" NUMBERms}.
 *
 * <p>nginx gives several numbers where it asked several servers, and {@code -} where it asked none:
 * the last one counts.
 */
final class CombinedFront {
  private static final Pattern TIME = Pattern.compile("(?:^| )upstream=([-0-9., :]*)(ms)?");
  private static final Pattern STATUS = Pattern.compile("(?:^| )upstream_status=([-0-9, :]*)");
  private static final Pattern TRAEFIK =
      Pattern.compile("\\d+ \"[^\"]*\" \"([^\"]*)\" (\\d{1,9})ms");
  private static final Pattern LAST =
      Pattern.compile(".*?(-[0-9.]*|\\d{1,9}(?:[.]\\d{1,9})?)[ ,:]*$");
  private static final String NONE = "-";
  private static final long MICROS = 1_000_000;
  private static final long MILLI = 1000;

  private final CombinedParser parser = new CombinedParser();

  /** The answer; empty where it cannot be read or says nothing of the store's time. */
  Optional<FrontAnswer> read(String text) {
    return parser.parse(text).flatMap(line -> read(line, parser.rest()));
  }

  private static Optional<FrontAnswer> read(LogLine line, String rest) {
    Matcher traefik = TRAEFIK.matcher(rest);
    if (traefik.matches()) {
      boolean asked = !traefik.group(1).isEmpty() && !traefik.group(1).equals(NONE);
      return Optional.of(
          answer(line, asked ? line.status() : 0, Long.parseLong(traefik.group(2)) * MILLI));
    }
    Matcher time = TIME.matcher(rest);
    if (!time.find()) {
      return Optional.empty();
    }
    String took = last(time.group(1));
    Matcher told = STATUS.matcher(rest);
    String status =
        told.find() ? last(told.group(1)) : took.equals(NONE) ? NONE : "" + line.status();
    long unit = time.group(2) == null ? MICROS : MILLI;
    return Optional.of(
        answer(
            line,
            status.equals(NONE) ? 0 : (int) Double.parseDouble(status),
            took.equals(NONE) ? -1 : Math.round(Double.parseDouble(took) * unit)));
  }

  private static FrontAnswer answer(LogLine line, int status, long tookMicros) {
    return new FrontAnswer(
        line.atMs(), line.method(), line.target(), status, status == 0 ? -1 : tookMicros);
  }

  private static String last(String numbers) {
    Matcher last = LAST.matcher(numbers);
    return last.matches() && !last.group(1).startsWith(NONE) ? last.group(1) : NONE;
  }
}
