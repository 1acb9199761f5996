package io.mastiff.edge.capacity;

import io.mastiff.edge.capacity.CapacityPolicy.Signal;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The room at the store: how many requests are under way, how many may be, and who is let in when
 * it gets tight.
 */
public final class Capacity {
  /** From this share of the limit on the store is under pressure. */
  public static final double PRESSED = 0.6;

  private static final double WORST_SCORE_COSTS = 0.3;

  private final CapacityPolicy policy;
  private final SettlingLimit limit;
  private final RouteBaselines baselines = new RouteBaselines();
  private final AtomicInteger underWay = new AtomicInteger();

  public Capacity(CapacityPolicy policy) {
    this.policy = policy;
    this.limit = new SettlingLimit(policy);
  }

  /** Requests that may be under way at once. */
  public int limit() {
    return policy.signal() == Signal.MEASURED ? limit.getLimit() : policy.ceiling();
  }

  public int underWay() {
    return underWay.get();
  }

  /** Share of the limit that is in use, 0 when nobody is ever shed; 1 and more is full. */
  public double pressure() {
    return policy.signal() == Signal.OFF ? 0 : (double) underWay.get() / limit();
  }

  /** Whether things are tight enough that a challenge is worth its trouble. */
  public boolean isPressed() {
    return pressure() >= PRESSED;
  }

  /**
   * Lets a request in, if there is room for its class. Who was let in must {@link #leave}.
   *
   * @param score 0 to 1, how much the client looks like a scraper: within a class the worse ones
   *     are shed first
   */
  public boolean enter(AdmissionClass who, double score) {
    int now = underWay.incrementAndGet();
    if (policy.signal() == Signal.OFF || now <= room(who, score)) {
      return true;
    }
    underWay.decrementAndGet();
    return false;
  }

  private int room(AdmissionClass who, double score) {
    if (who.mayExceed()) {
      return policy.ceiling();
    }
    double share = who.share() * (1 - WORST_SCORE_COSTS * Math.min(Math.max(score, 0), 1));
    return Math.max(1, (int) (limit() * share));
  }

  /** A request counts as under way without asking; {@link #leave} ends it. */
  public void enterAnyway() {
    underWay.incrementAndGet();
  }

  /**
   * A request is done.
   *
   * @param route number of its route
   * @param tookMicros from decision to the answer's headers; -1 where the time says nothing of the
   *     store's load
   * @param failed whether the store gave up under load (502, 503, 504)
   */
  public void leave(long route, long tookMicros, boolean failed) {
    int inFlight = underWay.getAndUpdate(n -> Math.max(0, n - 1));
    if (tookMicros < 0 || policy.signal() != Signal.MEASURED) {
      return;
    }
    boolean loaded = inFlight > Math.max(policy.floor(), limit.getLimit() / 2);
    double ratio = baselines.ratio(route, tookMicros, loaded);
    limit.onSample(0, (long) (ratio * SettlingLimit.UNIT), inFlight, failed);
  }

  /** The usual time of a route's answers, in us; 0 where none was seen. */
  public int usualMicros(long route) {
    return baselines.usualMicros(route);
  }
}
