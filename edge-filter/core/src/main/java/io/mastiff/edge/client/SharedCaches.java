package io.mastiff.edge.client;

import io.mastiff.edge.HeaderNames;
import io.mastiff.edge.Headers;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Whether a cache that many people share may keep an answer (RFC 9111 section 3). */
public final class SharedCaches {
  private static final int VIA = HeaderNames.number("via");
  private static final int CDN_LOOP = HeaderNames.number("cdn-loop");
  private static final List<String> TARGETED =
      List.of("Surrogate-Control", "CDN-Cache-Control", "Cloudflare-CDN-Cache-Control");

  private SharedCaches() {}

  /**
   * Fields that speak to shared caches alone outrank {@code Cache-Control} at those that know them
   * (RFC 9213), so either may let a cache keep it. Without a word of the store's a cache may keep
   * an answer too, if there is one: that shows in the request.
   *
   * @param answer gives all values of one of the answer's fields by name
   */
  public static boolean mayKeep(
      Function<String, ? extends Collection<String>> answer, Headers request) {
    for (String name : TARGETED) {
      String targeted = joined(answer, name);
      if (!targeted.isBlank() && !isPersonal(targeted) && !isOver(targeted)) {
        return true;
      }
    }
    String control = joined(answer, "Cache-Control");
    if (isPersonal(control)) {
      return false;
    }
    if (control.contains("public") || control.contains("max-age") || control.contains("s-maxage")) {
      return !isOver(control);
    }
    return request.first(VIA) != null
        || request.first(CDN_LOOP) != null
        || request.first("x-varnish") != null;
  }

  private static String joined(Function<String, ? extends Collection<String>> answer, String name) {
    return String.join(",", answer.apply(name)).toLowerCase(Locale.ROOT);
  }

  private static boolean isPersonal(String control) {
    return control.contains("private") || control.contains("no-store");
  }

  private static boolean isOver(String control) {
    return control.contains("max-age=0") && !control.contains("s-maxage");
  }
}
