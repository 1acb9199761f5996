package io.mastiff.data.simulate.visit;

import io.mastiff.data.simulate.family.Kit;
import io.mastiff.data.simulate.family.Outfit;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** The header fields of a request, in the order of the software that sends it. */
public final class HeaderLines {
  private static final String VALIDATOR = "\"5f3c-61a2b7\"";
  private static final String MODIFIED = "Tue, 03 Nov 2026 08:12:31 GMT";

  private HeaderLines() {}

  /**
   * Gives each field to {@code to}.
   *
   * @param host the shop's
   * @param cookies the {@code Cookie} field, or empty
   */
  public static void of(
      Outfit outfit, Request request, String host, String cookies, BiConsumer<String, String> to) {
    for (Kit.Field field : fields(outfit, request.kind())) {
      String value =
          field.value().equals(Outfit.FILLED)
              ? filled(field.name(), request, host, cookies)
              : field.value();
      if (!value.isEmpty()) {
        to.accept(field.name(), value);
      }
    }
    if (request.kind() == Request.Kind.PREFETCH) {
      to.accept("Sec-Purpose", "prefetch");
    }
  }

  private static List<Kit.Field> fields(Outfit outfit, Request.Kind kind) {
    return switch (kind) {
      case ASSET -> outfit.asset();
      case API -> outfit.api();
      case PAGE, PREFETCH -> outfit.page();
    };
  }

  private static String filled(String name, Request r, String host, String cookies) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "host" -> host;
      case "cookie" -> cookies;
      case "referer" -> r.referer();
      case "sec-fetch-site" -> site(r, host);
      case "sec-fetch-dest" -> r.destination();
      case "sec-fetch-mode" -> r.destination().equals("font") ? "cors" : "no-cors";
      case "accept" -> accept(r.destination());
      case "if-none-match" -> r.conditional() ? VALIDATOR : "";
      case "if-modified-since" -> r.conditional() ? MODIFIED : "";
      default -> Outfit.FILLED;
    };
  }

  private static String site(Request r, String host) {
    if (r.referer().isEmpty()) {
      return r.kind() == Request.Kind.ASSET || r.kind() == Request.Kind.API
          ? "same-origin"
          : "none";
    }
    return r.referer().startsWith("https://" + host) ? "same-origin" : "cross-site";
  }

  private static String accept(String destination) {
    return switch (destination) {
      case "style" -> "text/css,*/*;q=0.1";
      case "image" -> "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8";
      default -> "*/*";
    };
  }
}
