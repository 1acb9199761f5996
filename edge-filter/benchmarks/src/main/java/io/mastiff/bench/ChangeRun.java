package io.mastiff.bench;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.IpAddress;
import io.mastiff.event.Source;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** A thousand changes a second to a list of a million, and how long until each can be seen. */
final class ChangeRun {
  private static final int PER_SECOND = 1000;
  private static final int SECONDS = 20;

  /**
   * @param worstMs longest time from a change's due time until a look-up sees it
   * @param share of a core that the changing thread used
   */
  record Result(double p99Ms, double worstMs, double share) {}

  private ChangeRun() {}

  static Result run(int entries) {
    BlockList list = Lists.mixed(entries);
    SplittableRandom random = new SplittableRandom(11);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nowMs = System.currentTimeMillis();
    int changes = PER_SECOND * SECONDS;
    double[] ms = new double[changes];
    IpAddress[] addresses = new IpAddress[changes];
    BlocklistEntry[] made = new BlocklistEntry[changes];
    for (int i = 0; i < changes; i++) {
      addresses[i] = Lists.v4(random);
      made[i] = Lists.entry("address:" + addresses[i]);
    }
    long start = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < changes; i++) {
      long due = start + i * (1_000_000_000L / PER_SECOND);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      list.put(made[i]);
      if (i % 2 == 1) {
        list.remove(Source.CLASSIFIER, "address:" + addresses[i - 1]);
      }
      boolean seen = list.denies(addresses[i], nowMs);
      ms[i] = seen ? (System.nanoTime() - due) / 1e6 : Double.POSITIVE_INFINITY;
    }
    double share = (double) (threads.getCurrentThreadCpuTime() - cpu) / (System.nanoTime() - start);
    Arrays.sort(ms);
    return new Result(ms[changes * 99 / 100], ms[changes - 1], share);
  }
}
