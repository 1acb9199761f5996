package io.mastiff.edge.answer;

import io.mastiff.edge.Decision;
import io.mastiff.edge.Headers;
import io.mastiff.edge.Sighting;
import io.mastiff.event.Action;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The answer to a denied request: never cacheable, with the time to wait and a reference that a
 * support desk can look up. People get a page, programs {@code application/problem+json} (RFC
 * 9457), HEAD gets no body.
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {
  private static final String PAGE =
      """
      <!doctype html><html lang="en"><meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <meta name="robots" content="noindex"><title>%1$s</title>
      <style>:root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;
      margin:12vh auto;padding:0 1rem}code{font-size:1.1em;user-select:all}</style>
      <main><h1>%1$s</h1><p>%2$s</p>
      <p>If you need help, tell the shop this reference: <code>%3$s</code></p></main></html>
      """;

  /** The answer for a decision that denies. */
  public static Answer to(Decision decision) {
    int status = decision.status();
    Sighting seen = decision.sighting();
    boolean program = seen == null || !wantsPage(seen.request().headers());
    String text = program ? problem(decision) : page(decision);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", program ? "application/problem+json" : "text/html; charset=utf-8");
    headers.put("Cache-Control", "no-store");
    if (decision.retryAfterSeconds() > 0 && decision.action() != Action.BLOCK) {
      headers.put("Retry-After", Integer.toString(decision.retryAfterSeconds()));
    }
    headers.put("Mastiff-Reference", decision.reference());
    boolean head = seen != null && seen.request().method().equals("HEAD");
    return new Answer(status, headers, head ? new byte[0] : text.getBytes(StandardCharsets.UTF_8));
  }

  /** A short page for errors of the front itself: 400, 502, 504. */
  public static Answer error(int status, String sentence) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "text/plain; charset=utf-8");
    headers.put("Cache-Control", "no-store");
    return new Answer(status, headers, (sentence + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static boolean wantsPage(Headers headers) {
    return headers.text("accept").contains("text/html");
  }

  private static String page(Decision decision) {
    return String.format(
        Locale.ROOT, PAGE, title(decision), sentence(decision), decision.reference());
  }

  private static String problem(Decision decision) {
    return String.format(
        Locale.ROOT,
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\","
            + "\"reference\":\"%s\"}",
        title(decision),
        decision.status(),
        sentence(decision),
        decision.reference());
  }

  private static String title(Decision decision) {
    return switch (decision.status()) {
      case 429 -> "Too many requests";
      case 503 -> "The shop is busy";
      default -> "This request was refused";
    };
  }

  private static String sentence(Decision decision) {
    return switch (decision.status()) {
      case 429 -> "Please wait a moment and try again.";
      case 503 -> "Please try again in a moment; your cart is safe.";
      default -> "The shop's filter took it for an automated one.";
    };
  }
}
