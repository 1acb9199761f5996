package io.mastiff.edge;

import io.mastiff.edge.blocklist.Listed;
import io.mastiff.edge.capacity.Capacity;
import io.mastiff.edge.challenge.Challenges;
import io.mastiff.edge.challenge.QueueTickets;
import io.mastiff.edge.crawler.CrawlerState;
import io.mastiff.edge.crawler.Partner;
import io.mastiff.edge.limit.Limiter;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.route.RouteClass;
import io.mastiff.event.Action;
import io.mastiff.event.Mode;
import io.mastiff.event.Source;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Draws the conclusion from what the steps found.
 *
 * <p>In this order: what is always served (robots.txt, preflights, returns from payment, the shop's
 * own renderer); machine routes, which meet only the operator's entries; the operator's entries;
 * partners and declared crawlers, each with a budget; the operator's rules that act; learned
 * entries, but not against an aged or vouched-for visitor in cart, checkout or account; limits; the
 * score of the rules that weigh; room at the store. An entry that throttles lets a page a second
 * pass.
 */
final class Rules {
  private static final int LIMIT_RETRY_SECONDS = 1;
  private static final int LIST_RETRY_SECONDS = 30;
  private static final int EVERYBODY = 100;
  private static final Ruling IMMUNE = Ruling.allow("immune.session");

  private final Policy policy;
  private final Limiter limiter;
  private final Challenges challenges;
  private final Breaker breaker;
  private final Enforcement enforcement;
  private final Automation automation;
  private final OperatorRules operators;
  private final Admission admission;

  Rules(Policy policy, Limiter limiter, Capacity capacity, Challenges challenges, Standing of) {
    this.policy = policy;
    this.limiter = limiter;
    this.challenges = challenges;
    this.breaker = of.breaker();
    this.enforcement = new Enforcement(policy, capacity, challenges, of.salt());
    this.automation = new Automation(policy.crawlers(), limiter, enforcement);
    this.operators = new OperatorRules(policy, capacity, enforcement);
    this.admission = new Admission(capacity, enforcement, of.tickets());
  }

  /**
   * What outlives a policy.
   *
   * @param tickets of those who were asked to wait
   * @param salt secret that the sides of percentages depend on, the same on all doors
   */
  record Standing(Breaker breaker, QueueTickets tickets, long salt) {}

  /** Whether the client belongs to the few that learned actions never touch. */
  boolean isHeldOut(Sighting s) {
    return enforcement.isHeldOut(s);
  }

  /** What is done before anything is looked up; null to go on. */
  @Nullable Decision alwaysServed(Sighting s, boolean renderer) {
    RouteClass routeClass = s.route().route().routeClass();
    if (routeClass == RouteClass.ROBOTS) {
      return Enforcement.allowed(s, "route.robots");
    }
    if (renderer) {
      return Enforcement.allowed(s, "first-party");
    }
    if (s.request().method().equals("OPTIONS")
        && s.request().headers().first(HeaderNames.PREFLIGHT) != null) {
      return Enforcement.allowed(s, "route.preflight");
    }
    if (routeClass == RouteClass.RETURN) {
      return Enforcement.allowed(s, "route.return");
    }
    return Challenges.isSolution(s) ? solution(s) : null;
  }

  private Decision solution(Sighting s) {
    Challenges.Result result = challenges.judge(s);
    if (result == Challenges.Result.PASSED) {
      return new Decision(
          new Ruling(
              Action.ALLOW, "challenge.passed", List.of(), false, "", 0, challenges.grant(s)),
          s);
    }
    return new Decision(
        new Ruling(
            Action.CHALLENGE,
            "challenge.failed",
            List.of("the answer was " + result.name().toLowerCase(Locale.ROOT)),
            policy.mode() != Mode.OFF,
            Enforcement.reference(),
            (int) challenges.waitSeconds(),
            null),
        s);
  }

  /**
   * The decision about a request. What is only noted (observed, tagged, outside of a percentage)
   * does not end the search: limits and room hold for everybody.
   */
  Decision conclude(
      Sighting s, @Nullable Listed ordered, @Nullable Listed learned, @Nullable Trace trace) {
    Decision noted = null;
    if (ordered != null && !isSparedFromOrder(s, ordered)) {
      Trace.tell(trace, "operator's entry", ordered.key());
      noted = listed(s, ordered);
      if (Enforcement.ends(noted)) {
        return noted;
      }
    }
    if (s.route().route().routeClass() == RouteClass.MACHINE) {
      return noted == null ? Enforcement.allowed(s, "route.machine") : noted;
    }
    Partner partner = s.partner();
    if (partner != null) {
      return automation.ofPartner(s, partner);
    }
    Decision crawler = s.crawler() == CrawlerState.NONE ? null : automation.ofCrawler(s, trace);
    if (crawler != null && Enforcement.ends(crawler)) {
      return crawler;
    }
    Decision ruled = operators.act(s, trace);
    if (ruled != null && Enforcement.ends(ruled)) {
      return ruled;
    }
    return ofStranger(s, learned, first(first(noted, crawler), ruled), trace);
  }

  private Decision ofStranger(
      Sighting s, @Nullable Listed learned, @Nullable Decision before, @Nullable Trace trace) {
    Decision noted = before;
    boolean immune = learned != null && isImmune(s);
    if (learned != null && !immune && s.crawler() != CrawlerState.VERIFIED) {
      Trace.tell(trace, "learned entry", learned.key());
      Decision listed = listed(s, learned);
      if (Enforcement.ends(listed)) {
        return listed;
      }
      noted = first(noted, listed);
    }
    String exceeded = limiter.exceeded(s);
    if (exceeded != null) {
      Decision limited = limited(s, exceeded);
      if (Enforcement.ends(limited)) {
        return limited;
      }
      noted = first(noted, limited);
    }
    Decision last = byScore(s, immune ? IMMUNE : Ruling.DEFAULT, trace);
    return noted == null || last.denies() ? last : noted;
  }

  private static @Nullable Decision first(@Nullable Decision noted, @Nullable Decision next) {
    return noted == null ? next : noted;
  }

  /** An order that names neither session nor route spares a good visitor's checkout. */
  private boolean isSparedFromOrder(Sighting s, Listed entry) {
    return entry.action() != Action.ALLOW && !entry.namesSessionOrRoute() && isImmune(s);
  }

  /** A session that has been used like a person's, or that the store vouches for. */
  private static boolean isImmune(Sighting s) {
    return s.route().route().routeClass().isProtected()
        && s.visitor().returned()
        && (s.isAged() || s.standing().isVouchedFor());
  }

  private Decision byScore(Sighting s, Ruling otherwise, @Nullable Trace trace) {
    double score = operators.weigh(s, trace);
    Action action = policy.thresholds().action(score);
    if (action == Action.ALLOW) {
      return admission.admit(s, score, otherwise, trace);
    }
    if (action == Action.TAG) {
      Ruling tag = Ruling.tag("score", "score " + score, enforcement.enforces(s, EVERYBODY));
      return admission.admit(s, score, tag, trace);
    }
    Decision decision =
        enforcement.challengedOrDenied(
            s, action, "score", List.of("score " + score), LIST_RETRY_SECONDS, EVERYBODY);
    return decision.denies() ? decision : admission.admit(s, score, decision.ruling(), trace);
  }

  private Decision listed(Sighting s, Listed entry) {
    boolean slowed = entry.action() == Action.THROTTLE;
    if (slowed && limiter.withinThrottle(s, entry.key().text())) {
      return Enforcement.allowed(s, "throttled");
    }
    boolean learned = entry.source() != Source.OPERATOR;
    String rule = "list." + entry.source().name().toLowerCase(Locale.ROOT);
    if (entry.action() == Action.ALLOW) {
      return new Decision(Ruling.allow(rule, entry.reasons()), s);
    }
    boolean spared = learned && (isHeldOut(s) || !breaker.lets(s));
    return enforcement.challengedOrDenied(
        s, entry.action(), rule, entry.reasons(), LIST_RETRY_SECONDS, spared ? 0 : EVERYBODY);
  }

  private Decision limited(Sighting s, String limit) {
    List<String> why = List.of("more requests than " + limit + " allows");
    return enforcement.denied(s, Action.THROTTLE, limit, why, LIMIT_RETRY_SECONDS, EVERYBODY);
  }
}
