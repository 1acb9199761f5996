package io.mastiff.edge;

import io.mastiff.event.Action;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What a door counts; written by every request thread, read by status pages. */
public final class EdgeCounters {
  private static final long LONGEST_NANOS = 10_000_000_000L;

  /** The time of one decision in four is taken. */
  private static final int TIMED = 3;

  private static final int MOST_RULES = 1000;
  private static final String OTHER_RULES = "other";

  private final LongAdder failOpen = new LongAdder();
  private final LongAdder offered = new LongAdder();
  private final LongAdder published = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder unknownAddresses = new LongAdder();
  private final Map<Action, LongAdder> denied = new EnumMap<>(Action.class);

  /** Those under the ordinary ruling, which most are, apart from {@link #byRule}. */
  private final LongAdder ordinary = new LongAdder();

  private final Map<String, Map<Action, LongAdder>> byRule = new ConcurrentHashMap<>();
  private final ConcurrentHistogram nanos = new ConcurrentHistogram(LONGEST_NANOS, 3);

  public EdgeCounters() {
    for (Action action : Action.values()) {
      denied.put(action, new LongAdder());
    }
  }

  /** Whether the next decision is to be timed: a reading of the clock costs a fiftieth of one. */
  static boolean timesNext() {
    return (ThreadLocalRandom.current().nextInt() & TIMED) == 0;
  }

  void took(long tookNanos) {
    nanos.recordValue(Math.min(Math.max(tookNanos, 0), LONGEST_NANOS));
  }

  void decided(Decision decision) {
    if (decision.ruling() == Ruling.DEFAULT) {
      ordinary.increment();
      return;
    }
    if (decision.denies()) {
      adder(decision.action()).increment();
    }
    Map<Action, LongAdder> actions = byRule.get(decision.rule());
    if (actions == null) {
      actions = rule(decision.rule());
    }
    LongAdder count = actions.get(decision.action());
    if (count != null) {
      count.increment();
    }
  }

  /** Rules are named by the policy and the catalogue; beyond 1,000 names they count as one. */
  private Map<Action, LongAdder> rule(String name) {
    String kept = byRule.size() < MOST_RULES ? name : OTHER_RULES;
    return byRule.computeIfAbsent(kept, n -> adders());
  }

  private static Map<Action, LongAdder> adders() {
    Map<Action, LongAdder> adders = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      adders.put(action, new LongAdder());
    }
    return adders;
  }

  /** Told of each decision: its rule, its action, how often. */
  @FunctionalInterface
  public interface RuleVisitor {
    void rule(String rule, Action action, long count);
  }

  /** Shows how often each rule led to each action. */
  public void forEachRule(RuleVisitor visitor) {
    if (ordinary.sum() > 0) {
      visitor.rule(Ruling.DEFAULT.rule(), Ruling.DEFAULT.action(), ordinary.sum());
    }
    byRule.forEach(
        (rule, actions) ->
            actions.forEach(
                (action, count) -> {
                  if (count.sum() > 0) {
                    visitor.rule(rule, action, count.sum());
                  }
                }));
  }

  void failedOpen() {
    failOpen.increment();
  }

  void addressUnknown() {
    unknownAddresses.increment();
  }

  /** An event was taken by the publisher. */
  public void eventOffered() {
    offered.increment();
  }

  /** An event was acknowledged by Kafka. */
  public void eventPublished() {
    published.increment();
  }

  /** An event was lost: buffer full, or Kafka did not take it in time. */
  public void eventDropped() {
    dropped.increment();
  }

  public long decisions() {
    LongAdder all = new LongAdder();
    forEachRule((rule, action, count) -> all.add(count));
    return all.sum();
  }

  public long failOpen() {
    return failOpen.sum();
  }

  public long published() {
    return published.sum();
  }

  public long dropped() {
    return dropped.sum();
  }

  public long unknownAddresses() {
    return unknownAddresses.sum();
  }

  /** Events taken but neither acknowledged nor dropped yet. */
  public long inFlight() {
    return offered.sum() - published.sum() - dropped.sum();
  }

  public long denied(Action action) {
    return adder(action).sum();
  }

  /** A copy of the decision times so far, in nanoseconds. */
  public Histogram decisionNanos() {
    return nanos.copy();
  }

  private LongAdder adder(Action action) {
    LongAdder adder = denied.get(action);
    if (adder == null) {
      throw new IllegalStateException("every action has a counter");
    }
    return adder;
  }
}
