package io.mastiff.standalone.demo;

import io.mastiff.broker.BrokerException;
import io.mastiff.broker.BrokerProcess;
import io.mastiff.standalone.StreamChild;
import io.mastiff.standalone.actor.Cast;
import org.jspecify.annotations.Nullable;

/** Kills a part in the middle of a phase, starts it again three seconds later, and looks on. */
final class Killer {
  private static final long DOWN_MS = 3_000;
  private static final long LATE_WAVE_MS = 1_000;
  private static final long WATCH_MS = 35_000;

  private final DemoSettings.Part part;
  private final BrokerProcess broker;
  private final StreamChild stream;
  private final EntryLatency latency;
  private @Nullable Recovery recovery;

  Killer(DemoSettings.Part part, BrokerProcess broker, StreamChild stream, EntryLatency latency) {
    this.part = part;
    this.broker = broker;
    this.stream = stream;
    this.latency = latency;
  }

  /** Kills at a second of the phase; new loops come once the part is back. */
  void run(Cast cast, int atSeconds, int phaseSeconds) throws InterruptedException {
    Thread.sleep(atSeconds * 1000L);
    long killedAt = System.currentTimeMillis();
    String name = part.name().toLowerCase(java.util.Locale.ROOT);
    kill();
    Thread.sleep(DOWN_MS);
    restart();
    long backAt = System.currentTimeMillis();
    long sinceStartMs = atSeconds * 1000L + (backAt - killedAt);
    cast.loops(sinceStartMs + LATE_WAVE_MS, phaseSeconds);
    while (latency.lastAtMs() < backAt && System.currentTimeMillis() - backAt < WATCH_MS) {
      Thread.sleep(50);
    }
    long again = latency.lastAtMs() >= backAt ? latency.lastAtMs() - backAt : -1;
    recovery =
        new Recovery(name, backAt - killedAt, again, again < 0 ? -1 : again + backAt - killedAt);
  }

  private void kill() {
    if (part == DemoSettings.Part.BROKER) {
      broker.kill();
    } else {
      stream.kill();
    }
  }

  private void restart() {
    if (part == DemoSettings.Part.STREAM) {
      stream.restart();
      return;
    }
    try {
      broker.restart();
    } catch (BrokerException e) {
      throw new IllegalStateException("the broker did not come back: " + e.getMessage(), e);
    }
  }

  @Nullable Recovery recovery() {
    return recovery;
  }
}
