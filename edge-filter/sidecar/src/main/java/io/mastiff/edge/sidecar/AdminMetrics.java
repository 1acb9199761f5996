package io.mastiff.edge.sidecar;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.metrics.DoorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The door's meters in Prometheus' text format. */
final class AdminMetrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final DoorMetrics meters;

  AdminMetrics(DecisionEngine engine) {
    meters = new DoorMetrics(engine);
    meters.bindTo(registry);
  }

  String scrape() {
    meters.refresh();
    return registry.scrape();
  }
}
