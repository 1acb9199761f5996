package io.mastiff.standalone.actor;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Where and when actors play: the door, one event loop, the phase's start and end, and how late the
 * generator itself was.
 */
public final class Stage {
  private static final long LONGEST_MICROS = 60_000_000;
  private static final long WARM_UP_MS = 5_000;

  private final EventLoop loop;
  private final InetSocketAddress door;
  private final long startNanos;
  private final long lengthMs;
  private final Histogram lag = new Histogram(LONGEST_MICROS, 3);

  public Stage(EventLoop loop, InetSocketAddress door, long lengthMs) {
    this.loop = loop;
    this.door = door;
    this.startNanos = System.nanoTime();
    this.lengthMs = lengthMs;
  }

  EventLoop loop() {
    return loop;
  }

  ActorConnection connection() {
    return new ActorConnection(loop, door);
  }

  /** Milliseconds since the phase began. */
  double nowMs() {
    return (System.nanoTime() - startNanos) / 1e6;
  }

  boolean over(double atMs) {
    return atMs >= lengthMs;
  }

  /** Whether what was due at this time counts: after the first five seconds. */
  boolean measures(double atMs) {
    return atMs >= WARM_UP_MS && atMs < lengthMs;
  }

  /** Runs at a time of the phase and notes how late it was. */
  void at(double atMs, Runnable task) {
    long delayMicros = (long) ((atMs - nowMs()) * 1000);
    loop.schedule(
        () -> {
          if (measures(atMs)) {
            lag.recordValue(
                Math.min(Math.max((long) ((nowMs() - atMs) * 1000), 0), LONGEST_MICROS));
          }
          task.run();
        },
        Math.max(0, delayMicros),
        TimeUnit.MICROSECONDS);
  }

  /** The generator's own lateness at a percentile, in milliseconds. */
  public double lagMs(double percentile) {
    return lag.getValueAtPercentile(percentile) / 1000.0;
  }
}
