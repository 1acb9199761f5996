package io.mastiff.standalone.simulate;

import io.mastiff.data.simulate.visit.Request;
import io.mastiff.data.simulate.visit.Visit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Lines of an access log in combined format. */
final class LogText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private LogText() {}

  static String line(Visit visit, Request request) {
    String agent = visit.visitor().outfit().userAgent();
    return "%s - s%d [%s] \"%s %s HTTP/1.1\" %d %s \"%s\" \"%s\"\n"
        .formatted(
            request.address(),
            visit.index(),
            TIME.format(Instant.ofEpochMilli(request.atMs())),
            request.method(),
            request.target(),
            request.status(),
            request.bytes() == 0 ? "-" : Long.toString(request.bytes()),
            quoted(request.referer()),
            quoted(agent));
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "-" : text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
