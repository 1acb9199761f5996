package io.mastiff.edge.answer;

import io.mastiff.edge.Decision;
import io.mastiff.edge.HeaderNames;
import io.mastiff.edge.Headers;
import io.mastiff.edge.Sighting;
import io.mastiff.edge.challenge.Challenges;
import io.mastiff.edge.challenge.Grant;
import io.mastiff.edge.challenge.QueueTickets;
import io.mastiff.event.Action;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Answers to requests that are turned away: never cacheable, with the time to wait and a reference
 * that a support desk can look up. People get a page, programs {@code application/problem+json}
 * (RFC 9457), HEAD gets no body. Programs of other origins can read it where the route lets them
 * in.
 */
public final class Answers {
  private final Page page;
  private final Challenges challenges;
  private final QueueTickets tickets;
  private final Predicate<Sighting> mayStore;

  /**
   * @param template the store's own page, or empty
   * @param mayStore whether a cookie may be set with the answer to a request
   */
  public Answers(
      String template, Challenges challenges, QueueTickets tickets, Predicate<Sighting> mayStore) {
    this.page = new Page(template);
    this.challenges = challenges;
    this.tickets = tickets;
    this.mayStore = mayStore;
  }

  /** The answer for a decision that is answered by the front. */
  public Answer to(Decision decision) {
    Grant grant = decision.grant();
    return grant == null ? denial(decision) : passed(decision, grant);
  }

  private static Answer passed(Decision decision, Grant grant) {
    Map<String, String> headers = new LinkedHashMap<>();
    Sighting seen = decision.sighting();
    boolean secure = seen != null && isSecure(seen);
    headers.put("Location", grant.location());
    headers.put("Cache-Control", "no-store");
    headers.put("Set-Cookie", grant.cookie() + (secure ? "; Secure" : ""));
    return new Answer(303, headers, new byte[0]);
  }

  private static boolean isSecure(Sighting s) {
    return s.request().isSecure()
        || s.request().headers().text(HeaderNames.X_FORWARDED_PROTO).equals("https");
  }

  private Answer denial(Decision decision) {
    Sighting seen = decision.sighting();
    Words words =
        Words.accepted(
            seen == null ? "" : seen.request().headers().text(HeaderNames.ACCEPT_LANGUAGE));
    boolean program = seen == null || !wantsPage(seen.request().headers());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", program ? "application/problem+json" : "text/html; charset=utf-8");
    headers.put("Cache-Control", "no-store");
    headers.put("Vary", "Accept, Accept-Language");
    if (decision.retryAfterSeconds() > 0 && decision.status() != 403) {
      headers.put("Retry-After", Integer.toString(decision.retryAfterSeconds()));
    }
    headers.put("Mastiff-Reference", decision.reference());
    if (seen != null) {
      shareWithOrigin(headers, seen.request().headers());
      if (decision.action() == Action.QUEUE && mayStore.test(seen)) {
        String secure = isSecure(seen) ? "; Secure" : "";
        tickets.issue(seen).ifPresent(cookie -> headers.put("Set-Cookie", cookie + secure));
      }
    }
    String text;
    if (program || seen == null) {
      text = page.problem(decision, words);
    } else {
      headers.put("Content-Language", words.language());
      page.securityPolicy().ifPresent(p -> headers.put("Content-Security-Policy", p));
      headers.put("X-Robots-Tag", "noindex");
      text = page.html(decision, words, next(decision, seen));
    }
    boolean head = seen != null && seen.request().method().equals("HEAD");
    return new Answer(
        decision.status(), headers, head ? new byte[0] : text.getBytes(StandardCharsets.UTF_8));
  }

  /** Lets a page of another origin that made the call read why it failed (Fetch, CORS). */
  private static void shareWithOrigin(Map<String, String> headers, Headers asked) {
    String origin = asked.text(HeaderNames.ORIGIN);
    boolean plain = origin.length() <= 300 && origin.chars().allMatch(c -> c > ' ' && c < 127);
    if (!origin.isEmpty() && plain) {
      headers.put("Access-Control-Allow-Origin", origin);
      headers.put("Access-Control-Allow-Credentials", "true");
      headers.put("Access-Control-Expose-Headers", "Retry-After, Mastiff-Reference");
      headers.put("Vary", "Accept, Accept-Language, Origin");
    }
  }

  /** Where the page leads on to by itself; empty for nowhere. */
  private String next(Decision decision, Sighting seen) {
    if (decision.action() == Action.CHALLENGE) {
      return challenges.next(seen, decision.rule());
    }
    boolean again = decision.action() == Action.QUEUE && seen.request().method().equals("GET");
    return again ? Challenges.safe(seen.request().target()) : "";
  }

  private static boolean wantsPage(Headers headers) {
    return headers.text(HeaderNames.ACCEPT).contains("text/html");
  }
}
