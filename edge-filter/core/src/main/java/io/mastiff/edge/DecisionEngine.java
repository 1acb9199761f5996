package io.mastiff.edge;

import io.mastiff.edge.answer.Answer;
import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.blocklist.Listed;
import io.mastiff.edge.capacity.Capacity;
import io.mastiff.edge.challenge.QueueTickets;
import io.mastiff.edge.client.SignedTokens;
import io.mastiff.edge.client.Standings;
import io.mastiff.edge.client.VisitorCookies;
import io.mastiff.edge.limit.Fleet;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.publish.DecisionLog;
import io.mastiff.edge.publish.EventFactory;
import io.mastiff.edge.publish.OutcomeText;
import io.mastiff.edge.publish.RequestPublisher;
import io.mastiff.edge.route.Route;
import io.mastiff.event.Mode;
import io.mastiff.event.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one engine behind every front: decides about a request, and tells the stream what came of it.
 *
 * <p>{@link #decide} and {@link #completed} never throw, never block and do no I/O: any failure
 * lets the request through and is counted. Safe for use by many threads.
 */
public final class DecisionEngine {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionEngine.class);

  private final EdgeClock clock;
  private final EdgeCounters counters;
  private final BlockList blockList;
  private final VisitorCookies cookies;
  private final SignedTokens tokens;
  private final RequestPublisher publisher;
  private final EventFactory events;
  private final DecisionLog log = new DecisionLog();
  private final DecisionListener listener;
  private final Lookout lookout;
  private final Breaker breaker = new Breaker();
  private final FrontSight sight = new FrontSight(LOG::warn);
  private final Fleet fleet;
  private final PolicyState.Factory states;
  private volatile PolicyState state;
  private @Nullable ModeChoice ordered;
  private Policy fromFile;
  private Content content;

  /** A mode that an operator ordered for all doors; it outranks the policy's. */
  private record ModeChoice(Mode mode, int percent) {}

  DecisionEngine(EngineBuilder parts) {
    clock = parts.clock;
    counters = parts.counters;
    blockList = parts.blockList;
    cookies = parts.cookies();
    tokens = parts.tokens();
    publisher = parts.publisher;
    events = new EventFactory(parts.door);
    listener = parts.listener;
    fleet = parts.fleet;
    lookout = new Lookout(cookies, blockList, sight);
    long salt = tokens.sign("sides of percentages").hashCode();
    states =
        new PolicyState.Factory(
            parts, new Rules.Standing(breaker, new QueueTickets(tokens), salt), LOG::warn);
    fromFile = parts.policy;
    content = parts.content;
    state = states.of(fromFile, content);
    blockList.staleAfter(parts.policy.staleAfter());
  }

  public static EngineBuilder builder() {
    return new EngineBuilder();
  }

  /** Decides about one request from its headers alone. */
  public Decision decide(EdgeRequest request) {
    boolean timed = EdgeCounters.timesNext();
    long startNanos = timed ? clock.nanoTime() : 0;
    Decision decision;
    try {
      decision = judge(state, request, null);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      decision = failOpen(e);
    }
    counters.decided(decision);
    if (timed) {
      counters.took(clock.nanoTime() - startNanos);
    }
    return decision;
  }

  private Decision judge(PolicyState now, EdgeRequest request, @Nullable Trace trace) {
    if (now.policy().mode() == Mode.OFF) {
      return new Decision(Ruling.allow("mode.off"), null);
    }
    Sighting s = lookout.look(now, request, clock.millis());
    if (!s.addressKnown()) {
      counters.addressUnknown();
    }
    if (trace != null) {
      Explanation.seen(s, trace);
    }
    if (trace == null) {
      breaker.saw(s);
    }
    Decision decision =
        now.rules().alwaysServed(s, now.addresses().isRenderer(request, s.address()));
    if (decision == null) {
      Listed order = blockList.findOrder(s);
      Listed learned = order == null ? blockList.findLearned(s) : null;
      decision = now.rules().conclude(s, order, learned, trace);
    }
    if (trace == null && !decision.denies()) {
      sight.served(s, now.policy());
    }
    tell(decision);
    return decision;
  }

  /** A listener's failure is its own: the request may have been let in already. */
  private void tell(Decision decision) {
    try {
      listener.decided(decision);
    } catch (RuntimeException e) {
      counters.failedOpen();
      LOG.debug("a listener failed", e);
    }
  }

  /**
   * Decides as {@link #decide} does and tells each step; takes from limits as a request would, and
   * publishes nothing.
   */
  public Decision explain(EdgeRequest request, Trace trace) {
    Decision decision = judge(state, request, trace);
    Explanation.decided(decision, trace);
    released(decision, ResponseFacts.UNSEEN);
    return decision;
  }

  /**
   * Lets a request out that was let in, when its answer is done; again does nothing. Its answer's
   * time and status tell of the store's load.
   */
  public void released(Decision decision, ResponseFacts answer) {
    Sighting s = decision.sighting();
    if (s == null || !s.leave()) {
      return;
    }
    Route route = s.route().route();
    boolean failed = answer.status() >= 502 && answer.status() <= 504;
    boolean whole = answer.status() >= 200 && answer.status() < 300;
    long took = route.timed() && (whole || failed) ? answer.durationMicros() : -1;
    state.capacity().leave(route.templateHash(), took, failed);
  }

  /** What the store says of the visitor of a request: bits of {@link Standings}. */
  public void told(Decision decision, int what) {
    Sighting s = decision.sighting();
    if (s != null && s.visitor().returned() && what != 0) {
      lookout.standings().told(s.visitor().idBits(), what, s.atMs());
    }
  }

  /**
   * Tells the stream what the store says came of a request, in the words of {@link OutcomeText}.
   */
  public void outcome(Decision decision, String text) {
    Sighting s = decision.sighting();
    if (s == null || text.isEmpty()) {
      return;
    }
    try {
      OutcomeText.parse(text, state.policy().shop(), s.client().key(), clock.millis())
          .ifPresentOrElse(publisher::offer, () -> LOG.debug("an outcome cannot be read"));
    } catch (RuntimeException e) {
      failOpen(e);
    }
  }

  /**
   * Tells the stream what the store says of an order, when there is no request of its client: in
   * the words of {@link OutcomeText}, with the reference that was kept with the order. False where
   * it cannot be read.
   */
  public boolean outcome(String text) {
    Optional<Outcome> outcome =
        OutcomeText.parse(text, state.policy().shop(), "", clock.millis())
            .filter(read -> !read.getReference().isEmpty());
    outcome.ifPresent(publisher::offer);
    return outcome.isPresent();
  }

  /** The answer to a request that is not passed on. */
  public Answer answer(Decision decision) {
    return state.answers().to(decision);
  }

  /**
   * Publishes the event of a request, once its answer is known or it was denied.
   *
   * @param issued id of the cookie that was issued with the answer, or empty
   */
  public void completed(Decision decision, ResponseFacts answer, String issued) {
    Sighting sighting = decision.sighting();
    Policy policy = state.policy();
    if (sighting == null || policy.mode() == Mode.OFF) {
      return;
    }
    try {
      publisher.offer(
          events.event(
              policy,
              sight.bits(policy),
              blockList.epoch(),
              sighting,
              decision,
              state.rules().isHeldOut(sighting),
              answer,
              issued,
              clock.millis()));
      log.completed(policy, decision, answer.status());
    } catch (RuntimeException e) {
      failOpen(e);
    }
  }

  /**
   * The visitor cookie to set with an answer, if one is due.
   *
   * @param sharedCacheable whether a shared cache may store the answer: then none is set
   */
  public Optional<VisitorCookies.Issued> cookieFor(Decision decision, boolean sharedCacheable) {
    Sighting sighting = decision.sighting();
    if (sighting == null || sharedCacheable || decision.isAnswered()) {
      return Optional.empty();
    }
    try {
      return state.cookies().isDue(sighting)
          ? Optional.of(cookies.issue(sighting.client().network(), sighting.atMs()))
          : Optional.empty();
    } catch (RuntimeException e) {
      failOpen(e);
      return Optional.empty();
    }
  }

  /** Puts another policy in force, with what the one before named. */
  public synchronized void use(Policy policy) {
    use(policy, content);
  }

  /**
   * Puts another policy in force, and what it names; limits start anew only where they changed. A
   * file that changes its mode takes back the mode that was ordered.
   */
  public synchronized void use(Policy policy, Content named) {
    if (policy.mode() != fromFile.mode()) {
      ordered = null;
    }
    fromFile = policy;
    content = named;
    blockList.staleAfter(policy.staleAfter());
    apply();
  }

  /** Sets the mode that outranks the policy's until {@link #followPolicy}. */
  public synchronized void order(Mode mode, int percent) {
    ordered = new ModeChoice(mode, percent);
    apply();
  }

  /** Goes back to the mode of the policy. */
  public synchronized void followPolicy() {
    ordered = null;
    apply();
  }

  private void apply() {
    ModeChoice choice = ordered;
    state =
        states.next(
            state,
            choice == null ? fromFile : fromFile.withMode(choice.mode(), choice.percent()),
            content);
  }

  public Policy policy() {
    return state.policy();
  }

  /** How much room there is at the store. */
  public Capacity capacity() {
    return state.capacity();
  }

  /** How often learned entries were stopped because they hit good visitors. */
  public long breakerOpened() {
    return breaker.opened();
  }

  /** Clients near their limit. */
  public long nearLimits() {
    return state.limiter().promoted();
  }

  /** The doors that limits of the scope {@code fleet} are divided by. */
  public Fleet fleet() {
    return fleet;
  }

  /** Whether the client's own connection is encrypted, as far as can be known here. */
  public boolean isSecure(Decision decision) {
    Sighting s = decision.sighting();
    return s != null && state.addresses().isSecure(s.request());
  }

  /** Signs what is told to the origin. */
  public String sign(String text) {
    return tokens.sign(text);
  }

  public EdgeCounters counters() {
    return counters;
  }

  public BlockList blockList() {
    return blockList;
  }

  /** Counts a failure around a decision and lets the request through. */
  public Decision failOpen(Throwable cause) {
    counters.failedOpen();
    if (counters.failOpen() == 1) {
      LOG.warn("a decision failed; the request was let through", cause);
    } else {
      LOG.debug("a decision failed; the request was let through", cause);
    }
    return Decision.failOpen();
  }
}
