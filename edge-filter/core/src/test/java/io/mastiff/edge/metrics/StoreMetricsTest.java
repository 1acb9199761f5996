package io.mastiff.edge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.Requests;
import io.mastiff.edge.ResponseFacts;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreMetricsTest {
  private final SimpleMeterRegistry store = new SimpleMeterRegistry();

  @BeforeEach
  void join() {
    Metrics.addRegistry(store);
  }

  @AfterEach
  void leave() {
    Metrics.removeRegistry(store);
  }

  @Test
  void aDoorsMetersAreAmongTheStoresUntilItCloses() {
    DecisionEngine engine = DecisionEngine.builder().build();
    StoreMetrics.Bound bound = StoreMetrics.bind(engine);
    Decision decision = engine.decide(Requests.get("203.0.113.7", "/"));
    engine.released(decision, ResponseFacts.UNSEEN);
    bound.refresh();

    assertThat(store.get("mastiff.decisions.all").functionCounter().count()).isEqualTo(1);
    assertThat(store.get("mastiff.decisions").tag("rule", "default").gauge().value()).isEqualTo(1);
    bound.close();
    assertThat(store.getMeters()).isEmpty();
  }
}
