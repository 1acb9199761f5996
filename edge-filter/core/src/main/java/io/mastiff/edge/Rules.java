package io.mastiff.edge;

import com.dynatrace.hash4j.hashing.Hashing;
import io.mastiff.edge.blocklist.Listed;
import io.mastiff.edge.client.Visitor;
import io.mastiff.edge.limit.Limiter;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.route.RouteClass;
import io.mastiff.event.Action;
import io.mastiff.event.CookieState;
import io.mastiff.event.Mode;
import io.mastiff.event.PageType;
import io.mastiff.event.Source;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Draws the conclusion from what the steps found.
 *
 * <p>In this order: robots.txt is always served; machine routes meet only the operator's entries;
 * entries, but not against a visitor with a valid cookie in cart, checkout or account, unless an
 * operator named that session or route; limits; else allowed. An entry that throttles lets a page a
 * second pass.
 */
final class Rules {
  private static final int LIMIT_RETRY_SECONDS = 1;
  private static final int LIST_RETRY_SECONDS = 30;

  private final Policy policy;
  private final Limiter limiter;

  Rules(Policy policy, Limiter limiter) {
    this.policy = policy;
    this.limiter = limiter;
  }

  Decision allowed(Sighting s, String rule) {
    return new Decision(Action.ALLOW, rule, List.of(), false, "", 0, s);
  }

  Decision conclude(Sighting s, @Nullable Listed entry, Optional<String> exceeded) {
    RouteClass routeClass = s.route().route().routeClass();
    if (routeClass == RouteClass.ROBOTS) {
      return allowed(s, "route.robots");
    }
    boolean ordered = entry != null && entry.source() == Source.OPERATOR;
    if (routeClass == RouteClass.MACHINE && !ordered) {
      return allowed(s, "route.machine");
    }
    boolean immune = entry != null && isImmune(s, entry);
    if (entry != null && !immune) {
      return listed(s, entry);
    }
    String otherwise = immune ? "immune.session" : "default";
    return exceeded.map(limit -> limited(s, limit)).orElseGet(() -> allowed(s, otherwise));
  }

  /** A valid session in cart, checkout or account, unless an operator named it or the route. */
  private static boolean isImmune(Sighting s, Listed entry) {
    boolean named = entry.source() == Source.OPERATOR && entry.namesSessionOrRoute();
    return s.route().route().routeClass().isProtected() && s.visitor().returned() && !named;
  }

  private Decision listed(Sighting s, Listed entry) {
    boolean slowed = entry.action() == Action.THROTTLE;
    if (slowed && limiter.withinThrottle(s, entry.key().text())) {
      return allowed(s, "throttled");
    }
    String rule = "list." + entry.source().name().toLowerCase(Locale.ROOT);
    if (entry.action() == Action.ALLOW) {
      return new Decision(Action.ALLOW, rule, entry.reasons(), false, "", 0, s);
    }
    return denied(s, entry.action(), rule, entry.reasons(), LIST_RETRY_SECONDS);
  }

  private Decision limited(Sighting s, String limit) {
    return denied(
        s,
        Action.THROTTLE,
        limit,
        List.of("more requests than " + limit + " allows"),
        LIMIT_RETRY_SECONDS);
  }

  private Decision denied(
      Sighting s, Action action, String rule, List<String> reasons, int retryAfter) {
    return new Decision(action, rule, reasons, enforces(s), reference(), retryAfter, s);
  }

  /** A stable hash of the client, so that one client never sees both sides of a percentage. */
  private boolean enforces(Sighting s) {
    if (policy.mode() != Mode.ENFORCE || policy.percent() == 0) {
      return false;
    }
    long hash = Hashing.komihash5_0().hashCharsToLong(s.client().key());
    return Long.remainderUnsigned(hash, 100) < policy.percent();
  }

  /**
   * What a cookie says where cookies are in use; where none is issued, their absence says nothing.
   */
  Visitor visitor(Visitor read) {
    return read.returned() || issuesCookies() ? read : Visitor.OFF;
  }

  private boolean issuesCookies() {
    boolean mode =
        policy.mode() == Mode.ENFORCE
            || (policy.mode() == Mode.OBSERVE && policy.cookie().whileObserving());
    return mode && policy.cookie().enabled();
  }

  boolean wantsCookie(Sighting s) {
    return issuesCookies()
        && s.address().known()
        && s.visitor().state() != CookieState.COOKIE_OFF
        && !s.visitor().returned()
        && isPage(s.route().route().pageType())
        && s.request().method().equals("GET");
  }

  private static boolean isPage(PageType type) {
    return switch (type) {
      case HOME, SEARCH, LISTING, PRODUCT, CART, CHECKOUT, ACCOUNT, OTHER -> true;
      default -> false;
    };
  }

  private static String reference() {
    return Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 45), 36)
        .toUpperCase(Locale.ROOT);
  }
}
