package io.mastiff.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * CPU time and allocated bytes of a thread between {@link #start} and {@link #stop}, without what
 * is prepared in between.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Meter {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Nanoseconds of CPU. */
  public long meteredCpu;

  /** Bytes allocated. */
  public long meteredBytes;

  /** Operations between starts and stops. */
  public long meteredOps;

  private long cpu;
  private long bytes;

  /** Before each iteration. */
  @Setup(Level.Iteration)
  public void clear() {
    meteredCpu = 0;
    meteredBytes = 0;
    meteredOps = 0;
  }

  void start() {
    bytes = THREADS.getCurrentThreadAllocatedBytes();
    cpu = THREADS.getCurrentThreadCpuTime();
  }

  void stop(int operations) {
    meteredCpu += THREADS.getCurrentThreadCpuTime() - cpu;
    meteredBytes += THREADS.getCurrentThreadAllocatedBytes() - bytes;
    meteredOps += operations;
  }
}
