package io.mastiff.edge;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.blocklist.Listed;
import io.mastiff.edge.client.Client;
import io.mastiff.edge.client.ClientAddress;
import io.mastiff.edge.client.Visitor;
import io.mastiff.edge.client.VisitorCookies;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.publish.EventFactory;
import io.mastiff.edge.publish.RequestPublisher;
import io.mastiff.edge.route.RouteMatch;
import io.mastiff.edge.shape.Shape;
import io.mastiff.edge.shape.ShapeReader;
import io.mastiff.event.Mode;
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
  private final RequestPublisher publisher;
  private final EventFactory events;
  private final DecisionListener listener;
  private final AssetSight sight = new AssetSight();
  private final PolicyState.Factory states;
  private volatile PolicyState state;
  private @Nullable ModeChoice ordered;
  private Policy fromFile;

  /** A mode that an operator ordered for all doors; it outranks the policy's. */
  private record ModeChoice(Mode mode, int percent) {}

  DecisionEngine(EngineBuilder parts) {
    clock = parts.clock;
    counters = parts.counters;
    blockList = parts.blockList;
    cookies = parts.cookies;
    publisher = parts.publisher;
    events = new EventFactory(parts.door);
    listener = parts.listener;
    states = new PolicyState.Factory(clock, LOG::warn);
    fromFile = parts.policy;
    state = states.of(parts.policy);
  }

  public static EngineBuilder builder() {
    return new EngineBuilder();
  }

  /** Decides about one request from its headers alone. */
  public Decision decide(EdgeRequest request) {
    long startNanos = clock.nanoTime();
    Decision decision;
    try {
      decision = judge(state, request);
    } catch (RuntimeException | StackOverflowError e) {
      decision = failOpen(e);
    }
    counters.decided(decision, clock.nanoTime() - startNanos);
    return decision;
  }

  private Decision judge(PolicyState now, EdgeRequest request) {
    ClientAddress address = now.addresses().resolve(request);
    Visitor visitor = now.rules().visitor(cookies.read(request.headers()));
    Shape shape = ShapeReader.read(request);
    RouteMatch route = now.routes().match(request.target());
    Client client = Client.of(address, visitor, shape);
    Sighting sighting =
        new Sighting(request, clock.millis(), address, visitor, shape, route, client);
    if (!address.known()) {
      counters.addressUnknown();
    }
    if (now.policy().mode() == Mode.OFF) {
      return now.rules().allowed(sighting, "mode.off");
    }
    Listed entry = blockList.find(sighting);
    Optional<String> exceeded = now.limiter().exceeded(sighting);
    sight.saw(route);
    Decision decision = now.rules().conclude(sighting, entry, exceeded);
    listener.decided(decision);
    return decision;
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
              answer,
              issued,
              clock.millis()));
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
    if (sighting == null || sharedCacheable || decision.denies()) {
      return Optional.empty();
    }
    try {
      return state.rules().wantsCookie(sighting)
          ? Optional.of(cookies.issue(sighting.client().network(), sighting.atMs()))
          : Optional.empty();
    } catch (RuntimeException e) {
      failOpen(e);
      return Optional.empty();
    }
  }

  /**
   * Puts another policy in force; limits start anew only where they changed. A file that changes
   * its mode takes back the mode that was ordered.
   */
  public synchronized void use(Policy policy) {
    if (policy.mode() != fromFile.mode()) {
      ordered = null;
    }
    fromFile = policy;
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
            state, choice == null ? fromFile : fromFile.withMode(choice.mode(), choice.percent()));
  }

  public Policy policy() {
    return state.policy();
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
