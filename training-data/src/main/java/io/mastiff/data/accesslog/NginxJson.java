package io.mastiff.data.accesslog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * nginx's {@code log_format … escape=json} with the names of its variables; some others that people
 * give them are known too.
 */
final class NginxJson extends JsonFormat {
  @Override
  public String name() {
    return "nginx JSON";
  }

  @Override
  public int addressAt(String line) {
    return valueAt(line, "\"remote_addr\":");
  }

  @Override
  public LogFormat another() {
    return new NginxJson();
  }

  @Override
  Optional<LogLine> read(JsonNode o) {
    String address =
        text(o, "remote_addr", "remote_ip", "client_ip", "clientip", "ip", "remote_host");
    long atMs = time(o, "msec", "time_iso8601", "time_local", "time", "@timestamp", "timestamp");
    long status = Fields.number(text(o, "status", "status_code", "response"), -1);
    String[] asked = request(o);
    if (address.isEmpty() || atMs < 0 || asked[1].isEmpty() || !Fields.isStatus(status)) {
      return Optional.empty();
    }
    return Optional.of(
        new LogLine(
            address,
            Fields.orNone(text(o, "remote_user", "user")),
            atMs,
            asked[0],
            Fields.path(asked[1]),
            asked[2],
            (int) status,
            Fields.number(text(o, "body_bytes_sent", "bytes_sent", "bytes", "size"), -1),
            Fields.orNone(text(o, "http_referer", "http_referrer", "referer", "referrer")),
            Fields.orNone(text(o, "http_user_agent", "user_agent", "agent")),
            false,
            seconds(o, "request_time", "duration")));
  }

  /** Method, target and protocol, from one field or from three. */
  private static String[] request(JsonNode o) {
    String whole = text(o, "request");
    int first = whole.indexOf(' ');
    int last = whole.lastIndexOf(' ');
    if (first > 0 && last > first) {
      return new String[] {
        whole.substring(0, first), whole.substring(first + 1, last), whole.substring(last + 1)
      };
    }
    String target = text(o, "request_uri", "uri", "url", "path");
    String query = text(o, "args", "query_string");
    return new String[] {
      text(o, "request_method", "method", "verb"),
      query.isEmpty() || target.indexOf('?') >= 0 ? target : target + "?" + query,
      text(o, "server_protocol", "protocol", "http_version")
    };
  }
}
