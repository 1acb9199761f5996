package io.mastiff.edge.client;

import io.mastiff.edge.HeaderNames;
import io.mastiff.edge.Headers;
import java.util.Locale;

/** Whether a cache that many people share may keep an answer (RFC 9111 section 3). */
public final class SharedCaches {
  private static final int VIA = HeaderNames.number("via");
  private static final int CDN_LOOP = HeaderNames.number("cdn-loop");

  private SharedCaches() {}

  /**
   * Without a word of the store's a cache may keep an answer too, if there is one: that shows in
   * the request.
   *
   * @param cacheControl all of the answer's {@code Cache-Control}, or empty
   */
  public static boolean mayKeep(String cacheControl, Headers request) {
    String lower = cacheControl.toLowerCase(Locale.ROOT);
    if (lower.contains("private") || lower.contains("no-store")) {
      return false;
    }
    if (lower.contains("public") || lower.contains("s-maxage") || lower.contains("max-age")) {
      return !lower.contains("max-age=0") || lower.contains("s-maxage");
    }
    return request.first(VIA) != null
        || request.first(CDN_LOOP) != null
        || request.first("x-varnish") != null;
  }
}
