package io.mastiff.edge;

import io.mastiff.edge.challenge.Grant;
import io.mastiff.edge.crawler.CrawlerState;
import io.mastiff.event.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the door does with one request, and why.
 *
 * @param action what the rules say
 * @param rule name of the rule that matched, the same in logs, metrics and events
 * @param enforced false when the action is only noted (observe mode, outside the percentage,
 *     hold-out)
 * @param reference short text that a support desk can look up
 * @param sighting what was seen; null only when the engine failed and let the request through
 * @param grant what the holder of a solved challenge is given instead of the page; null otherwise
 */
public record Decision(
    Action action,
    String rule,
    List<String> reasons,
    boolean enforced,
    String reference,
    int retryAfterSeconds,
    @Nullable Sighting sighting,
    @Nullable Grant grant) {
  public static final String FAIL_OPEN = "fail-open";

  public Decision {
    reasons = List.copyOf(reasons);
  }

  /** Whether the request is turned away. */
  public boolean denies() {
    return enforced && action.getNumber() > Action.TAG_VALUE;
  }

  /** Whether the front must answer itself instead of passing the request on. */
  public boolean isAnswered() {
    return grant != null || denies();
  }

  /** The status a front answers with itself: 303, 429, 503 or 403; crawlers never get a 403. */
  public int status() {
    if (grant != null) {
      return 303;
    }
    return switch (action) {
      case THROTTLE, CHALLENGE, TARPIT -> 429;
      case QUEUE -> 503;
      case BLOCK -> isCrawler() ? 429 : 403;
      default -> 200;
    };
  }

  private boolean isCrawler() {
    return sighting != null && sighting.crawler() != CrawlerState.NONE;
  }

  static Decision allow(String rule, List<String> reasons, @Nullable Sighting s) {
    return new Decision(Action.ALLOW, rule, reasons, false, "", 0, s, null);
  }

  static Decision failOpen() {
    return allow(FAIL_OPEN, List.of(), null);
  }
}
