package io.mastiff.stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.Metric;

/**
 * A stream's figures as meters named {@code mastiff.stream.*}: events, verdicts, entries by scope,
 * what was refused, lag, time from append to verdict, and what is kept.
 */
public final class StreamMetrics implements MeterBinder {
  private final StreamRuntime stream;
  private final String requests;

  /**
   * Of this stream.
   *
   * @param requests name of the topic whose lag is told
   */
  public StreamMetrics(StreamRuntime stream, String requests) {
    this.stream = stream;
    this.requests = requests;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counter(registry, "events", StreamCounters::events, "Events taken in");
    counter(registry, "duplicates", StreamCounters::duplicates, "Events that came twice");
    counter(registry, "dead.letters", StreamCounters::deadLetters, "Records that cannot be read");
    counter(registry, "verdicts", StreamCounters::verdicts, "Verdicts on sessions and cohorts");
    counter(registry, "refused", StreamCounters::refused, "Not followed, since a bound was met");
    counter(registry, "late", StreamCounters::late, "Parts of cohorts after their bucket closed");
    for (String scope : StreamCounters.SCOPES) {
      FunctionCounter.builder(
              "mastiff.stream.entries", stream.counters(), counters -> counters.entries(scope))
          .tags("scope", scope)
          .description("Entries written to the block list")
          .register(registry);
    }
    gauge(registry, "ready", s -> s.isRunning() ? 1 : 0, "1 where it processes");
    gauge(registry, "lag", s -> lag(), "Events that wait");
    gauge(
        registry,
        "verdict.latency.max.ms",
        s -> latency("record-e2e-latency-max").max().orElse(0),
        "From a page's append to its verdict, the slowest of the last minute");
    gauge(
        registry,
        "verdict.latency.mean.ms",
        s -> latency("record-e2e-latency-avg").average().orElse(0),
        "From a page's append to its verdict, mean of the last minute");
    gauge(registry, "sessions", StreamRuntime::openSessions, "Sessions open here, about");
    gauge(registry, "cohorts", StreamRuntime::cohorts, "Cohorts followed here");
    gauge(
        registry,
        "state.bytes",
        s -> s.measured("total-sst-files-size").mapToDouble(StreamMetrics::value).sum(),
        "Of sessions on disk");
  }

  /** Of the one consumer that processes; others read models and copies of state. */
  private double lag() {
    return stream
        .measured("records-lag")
        .filter(metric -> requests.equals(metric.metricName().tags().get("topic")))
        .mapToDouble(StreamMetrics::value)
        .sum();
  }

  private DoubleStream latency(String name) {
    return stream
        .measured(name)
        .filter(metric -> "verdicts".equals(metric.metricName().tags().get("processor-node-id")))
        .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
        .filter(Double::isFinite);
  }

  /** A metric's value, 0 where there is none yet. */
  private static double value(Metric metric) {
    double value = ((Number) metric.metricValue()).doubleValue();
    return Double.isFinite(value) ? Math.max(0, value) : 0;
  }

  private void counter(
      MeterRegistry registry, String name, ToDoubleFunction<StreamCounters> value, String what) {
    FunctionCounter.builder("mastiff.stream." + name, stream.counters(), value)
        .description(what)
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry, String name, ToDoubleFunction<StreamRuntime> value, String what) {
    Gauge.builder("mastiff.stream." + name, stream, value).description(what).register(registry);
  }
}
