package io.mastiff.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * What one implementation takes to drain a topic: CPU of the whole process and time from the moment
 * when it has a share behind it, which warms it up, to the end.
 *
 * @param nanosCpu of all threads, per event
 * @param nanosWall per event
 */
record StreamRun(double nanosCpu, double nanosWall) {
  private static final double WARM_UP = 0.25;
  private static final long PATIENCE_NANOS = 1_800_000_000_000L;
  private static final int POLL_MS = 20;

  /** Waits for {@code events} to be processed. */
  static StreamRun of(String name, int events, LongSupplier processed) throws InterruptedException {
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long from = await(processed, (long) (events * WARM_UP));
    long cpu = process.getProcessCpuTime();
    long wall = System.nanoTime();
    long until = await(processed, events);
    double of = until - from;
    StreamRun run =
        new StreamRun((process.getProcessCpuTime() - cpu) / of, (System.nanoTime() - wall) / of);
    System.err.printf(
        Locale.ROOT,
        "%-10s %,d events: %,.0f ns CPU, %,.0f ns wall each, %,.0f a second%n",
        name,
        (long) of,
        run.nanosCpu,
        run.nanosWall,
        run.perSecond());
    return run;
  }

  private static long await(LongSupplier processed, long events) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE_NANOS;
    long now = processed.getAsLong();
    while (now < events) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("not drained within half an hour: " + now + " events");
      }
      Thread.sleep(POLL_MS);
      now = processed.getAsLong();
    }
    return now;
  }

  double perSecond() {
    return 1e9 / nanosWall;
  }
}
