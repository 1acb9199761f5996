package io.mastiff.edge.capacity;

import io.mastiff.edge.capacity.CapacityPolicy.Signal;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The room at the store: how many requests are under way, how many may be, and who is let in when
 * it gets tight.
 */
public final class Capacity {
  /** From this share of the limit on the store is under pressure. */
  public static final double PRESSED = 0.6;

  private static final double WORST_SCORE_COSTS = 0.3;
  private static final double FADES_OVER = 0.25;
  private static final long PUSHED_MS = 15_000;

  private final CapacityPolicy policy;
  private final SettlingLimit limit;
  private final RouteBaselines baselines = new RouteBaselines();
  private final AtomicInteger underWay = new AtomicInteger();
  private final LongSupplier nowMs;
  private volatile Pushed pushed = new Pushed(0, 0);
  private final LoggedRoom logged = new LoggedRoom();
  private volatile LogHealth logHealth = LogHealth.WAITING;

  private record Pushed(double share, long untilMs) {}

  public Capacity(CapacityPolicy policy) {
    this(policy, System::currentTimeMillis);
  }

  public Capacity(CapacityPolicy policy, LongSupplier nowMs) {
    this.policy = policy;
    this.nowMs = nowMs;
    this.limit = new SettlingLimit(policy);
  }

  /** Requests that may be under way at once. */
  public int limit() {
    return switch (policy.signal()) {
      case MEASURED -> limit.getLimit();
      case LOG -> isLogged() ? limit.getLimit() : policy.ceiling();
      case OFF, FIXED, PUSHED -> policy.ceiling();
    };
  }

  /** Requests that are at the store, counted or, with a front's log, estimated. */
  public int underWay() {
    return policy.signal() == Signal.LOG && isLogged()
        ? (int) Math.ceil(logged.underWay(nowMs.getAsLong()))
        : underWay.get();
  }

  /** Share of the limit that is in use, 0 when nobody is ever shed; 1 and more is full. */
  public double pressure() {
    return switch (policy.signal()) {
      case OFF -> 0;
      case PUSHED -> told();
      case MEASURED, FIXED -> (double) underWay.get() / limit();
      case LOG ->
          isLogged()
              ? logged.underWay(nowMs.getAsLong()) / limit.getLimit()
              : (double) underWay.get() / policy.ceiling();
    };
  }

  /**
   * The store's operator tells which share of its room is in use, 0 to 10; holds for {@value
   * #PUSHED_MS} ms.
   */
  public void push(double share) {
    pushed = new Pushed(Math.min(Math.max(share, 0), 10), nowMs.getAsLong() + PUSHED_MS);
  }

  /**
   * The front's log tells how long a request that is let in stays at the store.
   *
   * @return how many were let in since the last time
   */
  int logged(double stayMs) {
    logHealth = LogHealth.FOLLOWED;
    return logged.told(stayMs, nowMs.getAsLong());
  }

  /** The front's log tells nothing: the ceiling is the limit until it does again. */
  int lost(LogHealth why) {
    logHealth = why;
    return logged.lost();
  }

  /** How well the front's log is followed, where it is the signal. */
  public LogHealth logHealth() {
    return policy.signal() == Signal.LOG && !isLogged() && logHealth == LogHealth.FOLLOWED
        ? LogHealth.SILENT
        : logHealth;
  }

  /** The signal in one word, such as {@code measured} or {@code log-missing}. */
  public String word() {
    String signal = policy.signal().name().toLowerCase(Locale.ROOT);
    boolean lost = policy.signal() == Signal.LOG && logHealth() != LogHealth.FOLLOWED;
    return lost ? signal + "-" + logHealth().word() : signal;
  }

  private boolean isLogged() {
    return logged.isTold(nowMs.getAsLong());
  }

  private double told() {
    Pushed last = pushed;
    return nowMs.getAsLong() < last.untilMs ? last.share : 0;
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
    return enter(who, score, 0);
  }

  /**
   * The same for who was asked to wait before.
   *
   * @param waited 0 for a newcomer to 1 for who has waited long
   */
  public boolean enter(AdmissionClass who, double score, double waited) {
    double share = share(who, score, waited);
    int now = underWay.incrementAndGet();
    boolean room =
        switch (policy.signal()) {
          case OFF -> true;
          case PUSHED -> hasRoomAsTold(who, share);
          case MEASURED, FIXED -> now <= room(who, share);
          case LOG -> hasRoomAsLogged(who, share, now);
        };
    if (room) {
      countForLog();
      return true;
    }
    underWay.decrementAndGet();
    return false;
  }

  private boolean hasRoomAsLogged(AdmissionClass who, double share, int counted) {
    long now = nowMs.getAsLong();
    return (logged.isTold(now) ? logged.underWay(now) : counted) <= room(who, share);
  }

  /** From the class's share on fewer and fewer are let in, so that the store's load settles. */
  private boolean hasRoomAsTold(AdmissionClass who, double share) {
    if (who.mayExceed()) {
      return true;
    }
    double over = told() - share;
    return over <= 0 || ThreadLocalRandom.current().nextDouble() > over / FADES_OVER;
  }

  private static double share(AdmissionClass who, double score, double waited) {
    return who.share(waited) * (1 - WORST_SCORE_COSTS * Math.min(Math.max(score, 0), 1));
  }

  private int room(AdmissionClass who, double share) {
    if (who.mayExceed()) {
      return policy.ceiling();
    }
    return Math.max(1, (int) (limit() * share));
  }

  /** A request counts as under way without asking; {@link #leave} ends it. */
  public void enterAnyway() {
    underWay.incrementAndGet();
    countForLog();
  }

  private void countForLog() {
    if (policy.signal() == Signal.LOG) {
      logged.enter();
    }
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
    sample(route, tookMicros, failed, inFlight);
  }

  /**
   * An answer tells of the store's load.
   *
   * @param tookMicros -1 for a failure whose time is not known
   */
  void sample(long route, long tookMicros, boolean failed, int inFlight) {
    boolean loaded = inFlight > Math.max(policy.floor(), limit.getLimit() / 2);
    double ratio = tookMicros < 0 ? 1 : baselines.ratio(route, tookMicros, loaded);
    limit.onSample(0, (long) (ratio * SettlingLimit.UNIT), inFlight, failed);
  }

  /** The usual time of a route's answers, in us; 0 where none was seen. */
  public int usualMicros(long route) {
    return baselines.usualMicros(route);
  }
}
