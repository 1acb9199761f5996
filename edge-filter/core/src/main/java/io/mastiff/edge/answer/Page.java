package io.mastiff.edge.answer;

import io.mastiff.edge.Decision;
import io.mastiff.event.Action;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The page for people and the object for programs. A store's own template may hold {@code
 * {{lang}}}, {@code {{dir}}}, {@code {{title}}}, {@code {{text}}}, {@code {{help}}}, {@code
 * {{reference}}}, {@code {{refresh}}} (in its head) and {@code {{continue}}}.
 */
final class Page {
  private static final String STYLE =
      "*{box-sizing:border-box}:root{color-scheme:light dark}"
          + "body{font:1.125rem/1.6 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;"
          + "place-items:center;padding:1.5rem;background:#f6f5f2;color:#1c1b1a}"
          + "main{max-width:34rem;width:100%;background:#fff;border-radius:1rem;padding:2rem;"
          + "box-shadow:0 1px 3px #0002}h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}"
          + "p{margin:0 0 1rem}small{display:block;border-top:1px solid #8884;padding-top:1rem;"
          + "color:#57544f;font-size:.95rem}code{font-size:1rem;user-select:all}"
          + "a{display:inline-block;padding:.6rem 1.2rem;border-radius:.5rem;background:#1f5f4a;"
          + "color:#fff;text-decoration:none}a:focus-visible{outline:3px solid #e0a100;"
          + "outline-offset:3px}@media(prefers-color-scheme:dark){body{background:#161514;"
          + "color:#eceae6}main{background:#22201e}small{color:#b5b1aa}a{background:#7fd1b4;"
          + "color:#0d2a20}}";

  private static final String SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-" + sha256(STYLE) + "'; frame-ancestors 'self'";

  private static final String BUILT_IN =
      "<!doctype html><html lang=\"{{lang}}\" dir=\"{{dir}}\"><head><meta charset=\"utf-8\">"
          + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
          + "<meta name=\"robots\" content=\"noindex\">{{refresh}}<title>{{title}}</title><style>"
          + STYLE
          + "</style></head><body><main><h1>{{title}}</h1><p role=\"status\">{{text}}</p>"
          + "{{continue}}<small>{{help}} <code dir=\"ltr\">{{reference}}</code></small>"
          + "</main></body></html>\n";

  private final String template;

  Page(String template) {
    this.template = template.isEmpty() ? BUILT_IN : template;
  }

  /** What the built-in page may load; a store's own page says that itself. */
  Optional<String> securityPolicy() {
    return template.equals(BUILT_IN) ? Optional.of(SECURITY_POLICY) : Optional.empty();
  }

  /**
   * The page.
   *
   * @param next where it leads on to by itself; empty for nowhere
   */
  String html(Decision decision, Words words, String next) {
    boolean link = decision.action() == Action.CHALLENGE;
    String refresh =
        next.isEmpty()
            ? ""
            : "<meta http-equiv=\"refresh\" content=\""
                + (decision.retryAfterSeconds() + 1)
                + ";url="
                + escaped(next)
                + "\">";
    String goOn =
        link ? "<p><a href=\"" + escaped(next) + "\">" + escaped(words.goOn()) + "</a></p>" : "";
    return template
        .replace("{{lang}}", words.language())
        .replace("{{dir}}", words.direction())
        .replace("{{title}}", escaped(title(decision, words)))
        .replace("{{text}}", escaped(text(decision, words)))
        .replace("{{help}}", escaped(words.help()))
        .replace("{{reference}}", escaped(decision.reference()))
        .replace("{{continue}}", goOn)
        .replace("{{refresh}}", refresh);
  }

  /** The object of RFC 9457. */
  String problem(Decision decision, Words words) {
    return String.format(
        Locale.ROOT,
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\","
            + "\"reference\":\"%s\"}",
        title(decision, words),
        decision.status(),
        text(decision, words),
        decision.reference());
  }

  private static String title(Decision decision, Words words) {
    return switch (decision.action()) {
      case CHALLENGE -> words.challengeTitle();
      case QUEUE -> words.queueTitle();
      case BLOCK -> words.blockTitle();
      default -> words.throttleTitle();
    };
  }

  private static String text(Decision decision, Words words) {
    return switch (decision.action()) {
      case CHALLENGE -> words.challengeText();
      case QUEUE -> words.queueText();
      case BLOCK -> words.blockText();
      default -> words.throttleText();
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String sha256(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder().encodeToString(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
