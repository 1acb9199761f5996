package io.mastiff.standalone.demo;

import io.mastiff.edge.EdgeCounters;
import io.mastiff.standalone.actor.Play;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a demo measured.
 *
 * @param baseline the shoppers without scrapers
 * @param door counters of the enforced phase's door
 */
public record DemoResult(
    Play play,
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
