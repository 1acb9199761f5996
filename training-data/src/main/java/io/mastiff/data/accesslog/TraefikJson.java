package io.mastiff.data.accesslog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Traefik's access log as JSON; user agent and referer where its settings keep these headers. */
final class TraefikJson extends JsonFormat {
  private static final double MICROS_A_NANOSECOND = 1e-3;

  @Override
  public String name() {
    return "Traefik JSON";
  }

  @Override
  public int addressAt(String line) {
    return valueAt(line, "\"ClientHost\":");
  }

  @Override
  public LogFormat another() {
    return new TraefikJson();
  }

  @Override
  Optional<LogLine> read(JsonNode o) {
    String address = text(o, "ClientHost");
    if (address.isEmpty()) {
      address = Fields.withoutPort(text(o, "ClientAddr"));
    }
    String target = text(o, "RequestPath");
    long atMs = time(o, "StartUTC", "StartLocal", "time");
    long status = Fields.number(text(o, "DownstreamStatus", "OriginStatus"), -1);
    if (address.isEmpty() || target.isEmpty() || atMs < 0 || !Fields.isStatus(status)) {
      return Optional.empty();
    }
    return Optional.of(
        new LogLine(
            address,
            Fields.orNone(text(o, "ClientUsername")),
            atMs,
            text(o, "RequestMethod"),
            Fields.path(target),
            text(o, "RequestProtocol"),
            (int) status,
            Fields.number(text(o, "DownstreamContentSize", "OriginContentSize"), -1),
            Fields.orNone(text(o, "request_Referer")),
            Fields.orNone(text(o, "request_User-Agent")),
            false,
            Fields.micros(text(o, "Duration"), MICROS_A_NANOSECOND)));
  }
}
