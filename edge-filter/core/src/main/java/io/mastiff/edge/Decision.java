package io.mastiff.edge;

import io.mastiff.event.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the door does with one request, and why.
 *
 * @param action what the rules say
 * @param rule name of the rule that matched, the same in logs, metrics and events
 * @param enforced false when the action is only noted (observe mode, outside the percentage)
 * @param reference short text that a support desk can look up
 * @param sighting what was seen; null only when the engine failed and let the request through
 */
public record Decision(
    Action action,
    String rule,
    List<String> reasons,
    boolean enforced,
    String reference,
    int retryAfterSeconds,
    @Nullable Sighting sighting) {
  public static final String FAIL_OPEN = "fail-open";

  public Decision {
    reasons = List.copyOf(reasons);
  }

  /** Whether the front must answer itself instead of passing the request on. */
  public boolean denies() {
    return enforced && action.getNumber() > Action.TAG.getNumber();
  }

  /** The status a front answers a denied request with: 429, 503 or 403. */
  public int status() {
    return switch (action) {
      case THROTTLE, CHALLENGE, TARPIT -> 429;
      case QUEUE -> 503;
      case BLOCK -> 403;
      default -> 200;
    };
  }

  static Decision failOpen() {
    return new Decision(Action.ALLOW, FAIL_OPEN, List.of(), false, "", 0, null);
  }
}
