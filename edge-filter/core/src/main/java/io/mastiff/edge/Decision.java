package io.mastiff.edge;

import io.mastiff.edge.challenge.Grant;
import io.mastiff.edge.crawler.CrawlerState;
import io.mastiff.event.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the door does with one request, and why: a ruling about what was seen. */
public final class Decision {
  public static final String FAIL_OPEN = "fail-open";

  private final Ruling ruling;
  private final @Nullable Sighting sighting;

  Decision(Ruling ruling, @Nullable Sighting sighting) {
    this.ruling = ruling;
    this.sighting = sighting;
  }

  static Decision failOpen() {
    return new Decision(Ruling.allow(FAIL_OPEN), null);
  }

  Ruling ruling() {
    return ruling;
  }

  /** What the rules say. */
  public Action action() {
    return ruling.action();
  }

  /** Name of the rule that matched, the same in logs, metrics and events. */
  public String rule() {
    return ruling.rule();
  }

  public List<String> reasons() {
    return ruling.reasons();
  }

  /** False when the action is only noted: observe mode, outside the percentage, hold-out. */
  public boolean enforced() {
    return ruling.enforced();
  }

  /** Short text that a support desk can look up. */
  public String reference() {
    return ruling.reference();
  }

  public int retryAfterSeconds() {
    return ruling.retryAfterSeconds();
  }

  /** What the holder of a solved challenge is given instead of the page; null otherwise. */
  public @Nullable Grant grant() {
    return ruling.grant();
  }

  /** What was seen; null only when the engine failed and let the request through. */
  public @Nullable Sighting sighting() {
    return sighting;
  }

  /** Whether the request is turned away. */
  public boolean denies() {
    return ruling.denies();
  }

  /** Whether the front must answer itself instead of passing the request on. */
  public boolean isAnswered() {
    return ruling.grant() != null || denies();
  }

  /** The status a front answers with itself: 303, 429, 503 or 403; crawlers never get a 403. */
  public int status() {
    if (ruling.grant() != null) {
      return 303;
    }
    return switch (ruling.action()) {
      case THROTTLE, CHALLENGE, TARPIT -> 429;
      case QUEUE -> 503;
      case BLOCK -> isCrawler() ? 429 : 403;
      default -> 200;
    };
  }

  private boolean isCrawler() {
    return sighting != null && sighting.crawler() != CrawlerState.NONE;
  }

  @Override
  public String toString() {
    return ruling.toString();
  }
}
