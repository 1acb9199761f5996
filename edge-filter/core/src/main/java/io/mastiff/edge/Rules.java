package io.mastiff.edge;

import io.mastiff.edge.blocklist.Listed;
import io.mastiff.edge.capacity.AdmissionClass;
import io.mastiff.edge.capacity.Capacity;
import io.mastiff.edge.challenge.Challenges;
import io.mastiff.edge.client.Visitor;
import io.mastiff.edge.crawler.Crawler;
import io.mastiff.edge.crawler.CrawlerState;
import io.mastiff.edge.crawler.Partner;
import io.mastiff.edge.limit.Limiter;
import io.mastiff.edge.limit.Limits.Rate;
import io.mastiff.edge.policy.ChallengePolicy.When;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.route.RouteClass;
import io.mastiff.edge.rule.PolicyRule;
import io.mastiff.edge.table.Mix;
import io.mastiff.event.Action;
import io.mastiff.event.CookieState;
import io.mastiff.event.Mode;
import io.mastiff.event.Source;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
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
  /**
   * Rule of those who solved a challenge; it spares them from another one and from nothing else.
   */
  private static final String PASSED = "challenge.pass";

  private static final int LIMIT_RETRY_SECONDS = 1;
  private static final int LIST_RETRY_SECONDS = 30;
  private static final int CRAWLER_RETRY_SECONDS = 120;
  private static final int QUEUE_RETRY_SECONDS = 5;

  private final Policy policy;
  private final Limiter limiter;
  private final Capacity capacity;
  private final Challenges challenges;
  private final Breaker breaker;
  private final long salt;
  private final PolicyRule[] acting;
  private final PolicyRule[] weighing;

  Rules(Policy policy, Limiter limiter, Capacity capacity, Challenges challenges, Standing of) {
    this.policy = policy;
    this.limiter = limiter;
    this.capacity = capacity;
    this.challenges = challenges;
    this.breaker = of.breaker();
    this.salt = of.salt();
    this.acting = policy.rules().stream().filter(PolicyRule::acts).toArray(PolicyRule[]::new);
    this.weighing = policy.rules().stream().filter(rule -> !rule.acts()).toArray(PolicyRule[]::new);
  }

  /**
   * What outlives a policy.
   *
   * @param salt secret that the sides of percentages depend on, the same on all doors
   */
  record Standing(Breaker breaker, long salt) {}

  Decision allowed(Sighting s, String rule) {
    return Decision.allow(rule, List.of(), s);
  }

  /** What is done before anything is looked up; null to go on. */
  @Nullable Decision alwaysServed(Sighting s, boolean renderer) {
    RouteClass routeClass = s.route().route().routeClass();
    if (routeClass == RouteClass.ROBOTS) {
      return allowed(s, "route.robots");
    }
    if (renderer) {
      return allowed(s, "first-party");
    }
    if (s.request().method().equals("OPTIONS")
        && s.request().headers().first(HeaderNames.PREFLIGHT) != null) {
      return allowed(s, "route.preflight");
    }
    if (routeClass == RouteClass.RETURN) {
      return allowed(s, "route.return");
    }
    return Challenges.isSolution(s) ? solution(s) : null;
  }

  private Decision solution(Sighting s) {
    Challenges.Result result = challenges.judge(s);
    if (result == Challenges.Result.PASSED) {
      return new Decision(
          Action.ALLOW, "challenge.passed", List.of(), false, "", 0, s, challenges.grant(s));
    }
    return new Decision(
        Action.CHALLENGE,
        "challenge.failed",
        List.of("the answer was " + result.name().toLowerCase(Locale.ROOT)),
        policy.mode() != Mode.OFF,
        reference(),
        (int) challenges.waitSeconds(),
        s,
        null);
  }

  /**
   * The decision about a request. What is only noted (observed, tagged, outside of a percentage)
   * does not end the search: limits and room hold for everybody.
   */
  Decision conclude(
      Sighting s, @Nullable Listed ordered, @Nullable Listed learned, @Nullable Trace trace) {
    Decision noted = null;
    if (ordered != null && !isSparedFromOrder(s, ordered)) {
      tell(trace, "operator's entry", ordered.key());
      noted = listed(s, ordered);
      if (ends(noted)) {
        return noted;
      }
    }
    if (s.route().route().routeClass() == RouteClass.MACHINE) {
      return noted == null ? allowed(s, "route.machine") : noted;
    }
    Partner partner = s.partner();
    if (partner != null) {
      return ofPartner(s, partner);
    }
    Decision crawler = s.crawler() == CrawlerState.NONE ? null : ofCrawler(s, trace);
    if (crawler != null && ends(crawler)) {
      return crawler;
    }
    noted = noted == null ? crawler : noted;
    Decision ruled = byRule(s, trace);
    if (ruled != null && ends(ruled)) {
      return ruled;
    }
    noted = noted == null ? ruled : noted;
    boolean immune = learned != null && isImmune(s);
    if (learned != null && !immune && s.crawler() != CrawlerState.VERIFIED) {
      tell(trace, "learned entry", learned.key());
      Decision listed = listed(s, learned);
      if (ends(listed)) {
        return listed;
      }
      noted = noted == null ? listed : noted;
    }
    String exceeded = limiter.exceeded(s);
    if (exceeded != null) {
      Decision limited = limited(s, exceeded);
      if (ends(limited)) {
        return limited;
      }
      noted = noted == null ? limited : noted;
    }
    Decision last = byScore(s, immune ? "immune.session" : "default", trace);
    return noted == null || last.denies() ? last : noted;
  }

  private static boolean ends(Decision decision) {
    return decision.denies()
        || (decision.action() == Action.ALLOW && !decision.rule().equals(PASSED));
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

  private Decision ofPartner(Sighting s, Partner partner) {
    String rule = "partner." + partner.name();
    if (!partner.mayRead(s.route().route().template())) {
      return denied(s, Action.BLOCK, rule, List.of("not among the partner's routes"), 0, 100);
    }
    return limiter.within(rule, partner.rate(), s)
        ? allowed(s, rule)
        : denied(
            s, Action.THROTTLE, rule, List.of("more than its quota"), LIMIT_RETRY_SECONDS, 100);
  }

  /** Null where a crawler's state leaves the question to the other rules. */
  private @Nullable Decision ofCrawler(Sighting s, @Nullable Trace trace) {
    Crawler crawler = s.claim().crawler();
    if (crawler == null) {
      return null;
    }
    tell(trace, "crawler", s.crawler());
    if (s.crawler() == CrawlerState.FAKE) {
      String why = "it calls itself " + crawler.name() + " and is not";
      Action action = policy.crawlers().fake();
      return action == Action.ALLOW
          ? null
          : denied(s, action, "crawler.fake", List.of(why), CRAWLER_RETRY_SECONDS, 100);
    }
    int perSecond = policy.crawlers().budgets().getOrDefault(crawler.name(), crawler.perSecond());
    boolean within =
        limiter.within(s.crawler() + "." + crawler.name(), new Rate(perSecond, perSecond * 10), s);
    return within
        ? null
        : denied(
            s,
            Action.THROTTLE,
            "crawler.budget",
            List.of("more than the budget of " + crawler.name()),
            CRAWLER_RETRY_SECONDS,
            100);
  }

  private @Nullable Decision byRule(Sighting s, @Nullable Trace trace) {
    if (acting.length == 0) {
      return null;
    }
    Decision noted = null;
    double pressure = capacity.pressure();
    for (PolicyRule rule : acting) {
      if (rule.matches(s, 0, pressure)) {
        tell(trace, rule.name(), rule.action());
        Decision decision =
            rule.action() == Action.ALLOW
                ? allowed(s, "rule." + rule.name())
                : challengedOrDenied(s, rule.action(), "rule." + rule.name(), rule.percent());
        if (ends(decision)) {
          return decision;
        }
        noted = noted == null ? decision : noted;
      } else {
        tell(trace, rule.name(), "does not match");
      }
    }
    return noted;
  }

  private Decision byScore(Sighting s, String otherwise, @Nullable Trace trace) {
    double score = 0;
    double pressure = capacity.pressure();
    for (PolicyRule rule : weighing) {
      if (rule.matches(s, score, pressure)) {
        tell(trace, rule.name(), rule.weight());
        score += rule.weight();
      }
    }
    Action action = policy.thresholds().action(score);
    if (action == Action.TAG || action == Action.ALLOW) {
      return byCapacity(s, score, action, action == Action.TAG ? "score" : otherwise, trace);
    }
    Decision decision = challengedOrDenied(s, action, "score", 100);
    return decision.denies()
        ? decision
        : byCapacity(s, score, decision.action(), decision.rule(), trace);
  }

  /** A challenge only where it can be answered, and only when the policy wants one now. */
  private Decision challengedOrDenied(Sighting s, Action action, String rule, int percent) {
    if (action != Action.CHALLENGE) {
      return denied(s, action, rule, List.of(rule), LIST_RETRY_SECONDS, percent);
    }
    When when = policy.challenge().when();
    boolean now = when == When.ALWAYS || (when == When.PRESSURE && capacity.isPressed());
    if (!now || s.crawler() == CrawlerState.VERIFIED) {
      return new Decision(Action.TAG, rule, List.of(rule), false, "", 0, s, null);
    }
    if (challenges.hasPass(s)) {
      return allowed(s, PASSED);
    }
    Action harsh = Challenges.canBeAnswered(s) ? Action.CHALLENGE : Action.THROTTLE;
    return denied(s, harsh, rule, List.of(rule), (int) challenges.waitSeconds(), percent);
  }

  /** Lets the request in if there is room for it; whoever gets in has to be let out again. */
  private Decision byCapacity(
      Sighting s, double score, Action otherwise, String rule, @Nullable Trace trace) {
    AdmissionClass who = AdmissionClass.of(s);
    if (trace != null) {
      trace.step("room", who + ", " + capacity.underWay() + " of " + capacity.limit());
    }
    boolean acts = enforces(s, 100);
    if (capacity.enter(who, score)) {
      s.enter();
    } else if (acts && !mustNotBeLost(s, who)) {
      return noRoom(s, who);
    } else {
      capacity.enterAnyway();
      s.enter();
    }
    return otherwise == Action.ALLOW
        ? allowed(s, rule)
        : new Decision(otherwise, rule, List.of("score " + score), acts, "", 0, s, null);
  }

  /**
   * What a person sends to cart, checkout or account is never lost, nor what a known visitor sends.
   */
  private static boolean mustNotBeLost(Sighting s, AdmissionClass who) {
    boolean asks = s.request().method().equals("GET") || s.request().method().equals("HEAD");
    return !asks
        && (s.route().route().routeClass().isProtected()
            || who.compareTo(AdmissionClass.RETURNING) <= 0);
  }

  private static Decision noRoom(Sighting s, AdmissionClass who) {
    int jitter = ThreadLocalRandom.current().nextInt(QUEUE_RETRY_SECONDS);
    boolean page = s.request().method().equals("GET") || s.request().method().equals("HEAD");
    return new Decision(
        page ? Action.QUEUE : Action.THROTTLE,
        "capacity." + who.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        List.of("the store is short of room"),
        true,
        reference(),
        QUEUE_RETRY_SECONDS + jitter,
        s,
        null);
  }

  private static void tell(@Nullable Trace trace, String step, Object what) {
    if (trace != null) {
      trace.step(step, what.toString());
    }
  }

  private Decision listed(Sighting s, Listed entry) {
    boolean slowed = entry.action() == Action.THROTTLE;
    if (slowed && limiter.withinThrottle(s, entry.key().text())) {
      return allowed(s, "throttled");
    }
    boolean learned = entry.source() != Source.OPERATOR;
    String rule = "list." + entry.source().name().toLowerCase(Locale.ROOT);
    if (entry.action() == Action.ALLOW) {
      return Decision.allow(rule, entry.reasons(), s);
    }
    boolean spared = learned && (isHeldOut(s) || !breaker.lets(s));
    if (entry.action() == Action.CHALLENGE) {
      return challengedOrDenied(s, Action.CHALLENGE, rule, spared ? 0 : 100);
    }
    return denied(s, entry.action(), rule, entry.reasons(), LIST_RETRY_SECONDS, spared ? 0 : 100);
  }

  private Decision limited(Sighting s, String limit) {
    return denied(
        s,
        Action.THROTTLE,
        limit,
        List.of("more requests than " + limit + " allows"),
        LIMIT_RETRY_SECONDS,
        100);
  }

  private Decision denied(
      Sighting s, Action action, String rule, List<String> reasons, int retryAfter, int percent) {
    Action milder = isCached(s) && action != Action.TAG ? Action.TAG : action;
    return new Decision(
        milder, rule, reasons, enforces(s, percent), reference(), retryAfter, s, null);
  }

  /** On what a cache in front keeps, a denial could be kept for others. */
  private boolean isCached(Sighting s) {
    return !policy.front().cached().isEmpty()
        && policy.front().cached().contains(s.route().route().template());
  }

  /** A stable hash of the client, so that one client never sees both sides of a percentage. */
  private boolean enforces(Sighting s, int percent) {
    int share = policy.percent() * percent / 100;
    return policy.mode() == Mode.ENFORCE && share > 0 && side(s, 100) < share;
  }

  /** Whether the client belongs to the few that learned actions never touch. */
  boolean isHeldOut(Sighting s) {
    return side(s, 10_000) >= 10_000 - policy.holdOut() * 100;
  }

  private long side(Sighting s, int sides) {
    return Long.remainderUnsigned(Mix.of(salt, s.clientHash()), sides);
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
        && Lookout.isPage(s.route().route().pageType())
        && s.request().method().equals("GET")
        && hasConsent(s);
  }

  private boolean hasConsent(Sighting s) {
    String consent = policy.cookie().consent();
    return consent.isEmpty()
        || !io.mastiff.edge.client.CookieText.find(s.request().headers(), consent).isEmpty();
  }

  private static String reference() {
    return Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 45), 36)
        .toUpperCase(Locale.ROOT);
  }
}
