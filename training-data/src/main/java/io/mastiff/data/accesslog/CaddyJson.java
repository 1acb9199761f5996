package io.mastiff.data.accesslog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Caddy's access log: an object {@code request} beside status, size and duration in seconds. */
final class CaddyJson extends JsonFormat {
  @Override
  public String name() {
    return "Caddy JSON";
  }

  @Override
  public int addressAt(String line) {
    int client = valueAt(line, "\"client_ip\":");
    return client >= 0 ? client : valueAt(line, "\"remote_ip\":");
  }

  @Override
  public LogFormat another() {
    return new CaddyJson();
  }

  @Override
  Optional<LogLine> read(JsonNode o) {
    JsonNode request = o.path("request");
    String address = text(request, "client_ip", "remote_ip", "remote_addr");
    String target = text(request, "uri");
    long atMs = time(o, "ts");
    long status = Fields.number(text(o, "status"), -1);
    if (address.isEmpty() || target.isEmpty() || atMs < 0 || !Fields.isStatus(status)) {
      return Optional.empty();
    }
    return Optional.of(
        new LogLine(
            request.has("remote_addr") ? Fields.withoutPort(address) : address,
            Fields.orNone(text(o, "user_id")),
            atMs,
            text(request, "method"),
            Fields.path(target),
            text(request, "proto"),
            (int) status,
            Fields.number(text(o, "size"), -1),
            header(request, "Referer"),
            header(request, "User-Agent"),
            false,
            seconds(o, "duration")));
  }

  private static String header(JsonNode request, String name) {
    return Fields.orNone(request.path("headers").path(name).path(0).asText(""));
  }
}
