package io.mastiff.edge.metrics;

import io.mastiff.edge.DecisionEngine;
import io.micrometer.core.instrument.Metrics;

/**
 * A door's meters among the store's own: in Micrometer's global registry, where the store has
 * Micrometer at all.
 */
public final class StoreMetrics {
  private StoreMetrics() {}

  /** What is to be refreshed and closed. */
  public interface Bound extends AutoCloseable {
    default void refresh() {}

    @Override
    default void close() {}
  }

  /** Adds a door's meters; does nothing where the store has no Micrometer. */
  public static Bound bind(DecisionEngine engine) {
    try {
      return new Global(engine);
    } catch (LinkageError e) {
      return new Bound() {};
    }
  }

  /** Kept apart, so that nothing of Micrometer is needed before it is tried. */
  private static final class Global implements Bound {
    private final DoorMetrics meters;

    Global(DecisionEngine engine) {
      meters = new DoorMetrics(engine);
      meters.bindTo(Metrics.globalRegistry);
    }

    @Override
    public void refresh() {
      meters.refresh();
    }

    @Override
    public void close() {
      meters.removeFrom(Metrics.globalRegistry);
    }
  }
}
