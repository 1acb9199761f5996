package io.mastiff.standalone.demo;

import io.mastiff.edge.EdgeCounters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a demo measured.
 *
 * @param baseline the shoppers without scrapers
 * @param door counters of the enforced phase's door
 */
public record DemoResult(
    PhaseResult baseline,
    PhaseResult observe,
    PhaseResult enforce,
    EdgeCounters door,
    Denials denials,
    EntryLatency latency,
    TopicAudit topics,
    @Nullable Recovery recovery) {

  /** The promises that do not hold; empty when all do. */
  public List<String> failures() {
    return Promises.broken(this);
  }
}
