package io.mastiff.edge.metrics;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeCounters;
import io.mastiff.edge.capacity.CapacityPolicy.Signal;
import io.mastiff.edge.capacity.LogHealth;
import io.mastiff.event.Action;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A door's figures as meters named {@code mastiff.*}: decisions by rule and action, events,
 * fail-open, the list's epoch and age, limits, live doors, room at the store and its signal,
 * decision times.
 *
 * <p>Decisions by rule are brought up to date by {@link #refresh}.
 */
public final class DoorMetrics implements MeterBinder {
  private static final double[] QUANTILES = {50, 99, 99.9};

  private final DecisionEngine engine;
  private volatile List<MultiGauge> byRule = List.of();

  public DoorMetrics(DecisionEngine engine) {
    this.engine = engine;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counter(registry, "mastiff.decisions.all", EdgeCounters::decisions, "Requests decided");
    counter(registry, "mastiff.fail.open", EdgeCounters::failOpen, "Let through by a failure");
    counter(registry, "mastiff.events.published", EdgeCounters::published, "Taken by Kafka");
    counter(registry, "mastiff.events.dropped", EdgeCounters::dropped, "Lost");
    counter(
        registry, "mastiff.address.unknown", EdgeCounters::unknownAddresses, "Proxies not named");
    for (Action action : Action.values()) {
      if (action.name().equals("UNRECOGNIZED") || action.getNumber() <= Action.TAG_VALUE) {
        continue;
      }
      FunctionCounter.builder("mastiff.denied", engine.counters(), c -> c.denied(action))
          .tags("action", action.name().toLowerCase(Locale.ROOT))
          .description("Requests turned away")
          .register(registry);
    }
    gauge(registry, "mastiff.list.entries", e -> e.blockList().size(), "Entries");
    gauge(registry, "mastiff.list.epoch", e -> e.blockList().epoch(), "Offset that was applied");
    gauge(
        registry,
        "mastiff.list.age.seconds",
        DoorMetrics::listAge,
        "Since the list was heard of; -1 where it never was");
    gauge(registry, "mastiff.limits.near", DecisionEngine::nearLimits, "Clients near a limit");
    gauge(registry, "mastiff.doors", e -> e.fleet().doors(), "Doors counted as live");
    gauge(
        registry,
        "mastiff.doors.heard",
        e -> e.fleet().isHeard() ? 1 : 0,
        "1 where heartbeats were counted; 0: this door takes itself for the only one");
    gauge(registry, "mastiff.pressure", e -> e.capacity().pressure(), "Share of the room in use");
    gauge(registry, "mastiff.inside", e -> e.capacity().underWay(), "Requests at the store");
    gauge(registry, "mastiff.room", e -> e.capacity().limit(), "Requests that may be there");
    gauge(
        registry,
        "mastiff.capacity.log.lost",
        DoorMetrics::logLost,
        "1 where the front's log is the signal and is not followed");
    gauge(registry, "mastiff.breaker.opened", DecisionEngine::breakerOpened, "Times it opened");
    times(registry);
    byRule =
        List.of(
            MultiGauge.builder("mastiff.decisions")
                .description("Decisions by rule and action")
                .register(registry));
    refresh();
  }

  private static double logLost(DecisionEngine engine) {
    boolean log = engine.policy().capacity().signal() == Signal.LOG;
    return log && engine.capacity().logHealth() != LogHealth.FOLLOWED ? 1 : 0;
  }

  private static double listAge(DecisionEngine engine) {
    long heard = engine.blockList().heardAtMs();
    return heard == 0 ? -1 : Math.max(0, System.currentTimeMillis() - heard) / 1000.0;
  }

  private void times(MeterRegistry registry) {
    for (double quantile : QUANTILES) {
      Gauge.builder(
              "mastiff.decision.seconds",
              engine,
              e -> e.counters().decisionNanos().getValueAtPercentile(quantile) / 1e9)
          .tags("quantile", Double.toString(quantile / 100))
          .description("Time of a decision")
          .register(registry);
    }
  }

  /** Takes the meters back. */
  public void removeFrom(MeterRegistry registry) {
    byRule = List.of();
    registry.getMeters().stream()
        .filter(meter -> meter.getId().getName().startsWith("mastiff."))
        .forEach(registry::remove);
  }

  /** Brings the decisions by rule up to date; call it before a registry is read. */
  public void refresh() {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    engine
        .counters()
        .forEachRule(
            (rule, action, count) ->
                rows.add(
                    MultiGauge.Row.of(
                        Tags.of("rule", rule, "action", action.name().toLowerCase(Locale.ROOT)),
                        count)));
    byRule.forEach(gauge -> gauge.register(rows, true));
  }

  private void counter(
      MeterRegistry registry, String name, ToDoubleFunction<EdgeCounters> value, String what) {
    FunctionCounter.builder(name, engine.counters(), value).description(what).register(registry);
  }

  private void gauge(
      MeterRegistry registry, String name, ToDoubleFunction<DecisionEngine> value, String what) {
    Gauge.builder(name, engine, value).description(what).register(registry);
  }
}
