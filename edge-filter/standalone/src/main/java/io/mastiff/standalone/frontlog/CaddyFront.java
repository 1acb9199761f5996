package io.mastiff.standalone.frontlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/**
 * Reads Caddy's JSON access log: the store's time from a field {@code upstream_ms} where one was
 * appended, else {@code duration}. An answer with {@code Mastiff-Reference} is a door's denial.
 */
final class CaddyFront {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double LONGEST_S = 3600;

  /** The answer; empty where the line is none. */
  Optional<FrontAnswer> read(String text) {
    JsonNode line;
    try {
      line = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    JsonNode uri = line.path("request").path("uri");
    double at = line.path("ts").asDouble(-1);
    int status = line.path("status").asInt(-1);
    double seconds = line.path("upstream_ms").asDouble(-1) / 1000;
    seconds = seconds < 0 ? line.path("duration").asDouble(-1) : seconds;
    if (!uri.isTextual() || at < 0 || status < 0 || !(seconds >= 0 && seconds <= LONGEST_S)) {
      return Optional.empty();
    }
    boolean denied = line.path("resp_headers").has("Mastiff-Reference");
    return Optional.of(
        new FrontAnswer(
            (long) (at * 1000),
            line.path("request").path("method").asText(),
            uri.asText(),
            denied ? 0 : status,
            denied ? -1 : Math.round(seconds * 1_000_000)));
  }
}
