package io.mastiff.edge.capacity;

import java.util.function.Consumer;

/**
 * The store's load as the access log of a front tells it, for doors that never see an answer. Told
 * by one thread, off every request's path; times are milliseconds of the door's clock.
 */
public final class LoggedLoad {
  /*
   * A log has a line for each request that has ended, none for those under way. Their mean number
   * follows from Little's law [1]: L = lambda W, arrivals a second times the seconds that one stays.
   *
   *   W       mean of what the last answers took, about RECENT of them: by their number and not by
   *           time, so that a store that slows down is seen before its slowness is learned as usual,
   *           but more of the newest where they are rare, so that one that recovers is seen too;
   *           for letting in it follows over FADES_MS, since what is told is a telling old, and whole
   *           classes would be shut out and let in by turns
   *   lambda  what the door lets in a second, times the share of it that reaches the store, which
   *           is answers to requests let in, over SHARE_MS and at most 1; for the limit also
   *           answers a second in the log, fading in FADES_MS, if that is more: whom the door
   *           has begun to shed is still waiting at the store
   *
   * L is a mean: bursts shorter than a telling are flattened, and a request that hangs counts only
   * when its answer or its time-out is logged. A front's own answers (from its cache, static files)
   * are neither samples nor in lambda.
   *
   * [1] J. D. C. Little, A proof for the queuing formula L = lambda W, Operations Research 9 (1961).
   */
  private static final double RECENT = 32;
  private static final double FADES_MS = 2_000;
  private static final double SHARE_MS = 10_000;

  /** A log is lost that shows nothing of now for so long. */
  private static final long LOST_MS = 15_000;

  /** With fewer requests let in in that time, its silence says nothing. */
  private static final long FEW = 20;

  private final Capacity capacity;
  private final Consumer<String> warn;
  private LogHealth health = LogHealth.WAITING;
  private double stayMs;
  private double calmStayMs;
  private double answers;
  private double sharedAnswers;
  private double sharedLetIn;
  private long fadedMs;
  private long heardMs;
  private long answeredMs;
  private long letInSince;
  private boolean unreadable;
  private boolean stale;
  private boolean warned;

  /**
   * @param warn takes the end of a sentence about the log when it is lost, and no other until it
   *     was found again
   */
  public LoggedLoad(Capacity capacity, Consumer<String> warn, long nowMs) {
    this.capacity = capacity;
    this.warn = warn;
    this.fadedMs = nowMs;
    this.heardMs = nowMs;
  }

  /** A line that cannot be read, or has no place for the store's time. */
  public void unreadable() {
    unreadable = true;
  }

  /** A request that the front answered itself; one that is not of now only counts as stale. */
  public void answeredByFront(long atMs, long nowMs) {
    heard(atMs, nowMs);
  }

  /**
   * An answer of the store's; one that is not of now only counts as stale.
   *
   * @param atMs when it ended, by the front's clock
   * @param route number of its route
   * @param tookMicros that the store took to its answer's headers; -1 where it is not known
   * @param telling whether that says something of the store's load
   * @param failed whether the store gave up under load (502, 503, 504)
   */
  public void answer(
      long atMs, long route, long tookMicros, boolean telling, boolean failed, long nowMs) {
    if (!heard(atMs, nowMs)) {
      return;
    }
    fade(nowMs);
    answers++;
    sharedAnswers++;
    if (tookMicros >= 0) {
      double weight = Math.max(1 / RECENT, 1 - Math.exp((answeredMs - nowMs) / FADES_MS));
      stayMs += (tookMicros / 1000.0 - stayMs) * weight;
      answeredMs = nowMs;
    }
    if (telling || failed) {
      int ended = (int) Math.ceil(answers / FADES_MS * stayMs);
      int underWay = Math.max(ended, capacity.underWay());
      capacity.sample(route, telling ? tookMicros : -1, failed, underWay);
    }
  }

  private boolean heard(long atMs, long nowMs) {
    if (Math.abs(nowMs - atMs) > LOST_MS) {
      stale = true;
      return false;
    }
    heardMs = nowMs;
    letInSince = 0;
    unreadable = false;
    stale = false;
    warned = false;
    health = LogHealth.FOLLOWED;
    return true;
  }

  /**
   * Tells the capacity how things stand; to be called about five times a second.
   *
   * @param present whether the log can be read just now
   */
  public void tick(boolean present, long nowMs) {
    fade(nowMs);
    if (nowMs - heardMs > LOST_MS) {
      health = judge(present);
    }
    int letIn =
        health == LogHealth.FOLLOWED
            ? capacity.logged(calmStayMs * share())
            : capacity.lost(health);
    letInSince += letIn;
    sharedLetIn += letIn;
    boolean lost = health != LogHealth.FOLLOWED && health != LogHealth.WAITING;
    if (lost && !warned) {
      warned = true;
      warn.accept(health.words());
    }
  }

  private LogHealth judge(boolean present) {
    if (!present) {
      return LogHealth.MISSING;
    }
    if (unreadable) {
      return LogHealth.UNREADABLE;
    }
    if (stale) {
      return LogHealth.STALE;
    }
    return letInSince >= FEW ? LogHealth.SILENT : health;
  }

  /** Of the requests that are let in, the share that the front does not answer itself. */
  private double share() {
    return sharedLetIn < FEW ? 1 : Math.min(1, sharedAnswers / sharedLetIn);
  }

  private void fade(long nowMs) {
    double passed = Math.max(0, nowMs - fadedMs);
    if (passed > 0) {
      double kept = Math.exp(-passed / FADES_MS);
      answers *= kept;
      calmStayMs += (stayMs - calmStayMs) * (1 - kept);
      sharedAnswers *= Math.exp(-passed / SHARE_MS);
      sharedLetIn *= Math.exp(-passed / SHARE_MS);
      fadedMs = nowMs;
    }
  }
}
