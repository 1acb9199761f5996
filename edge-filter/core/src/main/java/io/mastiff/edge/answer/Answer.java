package io.mastiff.edge.answer;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a front answers with itself, instead of passing the request on. */
public record Answer(int status, Map<String, String> headers, byte[] body) {

  /** A short page for errors of the front itself: 400, 502, 504. */
  public static Answer error(int status, String sentence) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "text/plain; charset=utf-8");
    headers.put("Cache-Control", "no-store");
    return new Answer(status, headers, (sentence + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
