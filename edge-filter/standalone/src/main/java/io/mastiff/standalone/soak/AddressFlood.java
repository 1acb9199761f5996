package io.mastiff.standalone.soak;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.IpAddress;
import io.mastiff.event.Mode;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * Every request from an address of its own, half of them IPv6, every fourth with a user agent of
 * its own, every tenth with a cookie that is none; one in a hundred is from one of five clients
 * near their limits.
 */
public final class AddressFlood {
  private static final int WARM_UP = 500_000;
  private static final int SLICES = 20;
  private static final int AGENT_EVERY = 4;
  private static final int NEAR = 5;
  private static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/147.0.0.0 Safari/537.36";

  private final DecisionEngine engine =
      DecisionEngine.builder().policy(Policy.DEFAULT.withMode(Mode.ENFORCE, 100)).build();
  private final SplittableRandom random = new SplittableRandom(1);
  private long number;

  private AddressFlood() {}

  /** Sends {@code addresses} requests; {@code progress} is told how many were sent. */
  public static FloodResult run(long addresses, LongConsumer progress) {
    AddressFlood flood = new AddressFlood();
    flood.send(Math.min(WARM_UP, addresses));
    long before = heap();
    List<Double> perSecond = new ArrayList<>();
    for (int slice = 0; slice < SLICES; slice++) {
      long start = cpuNanos();
      flood.send(addresses / SLICES);
      perSecond.add(addresses / SLICES * 1e9 / Math.max(1, cpuNanos() - start));
      progress.accept((slice + 1) * addresses / SLICES);
    }
    long after = heap();
    return new FloodResult(
        addresses, addresses / AGENT_EVERY, before, after, perSecond, flood.engine.nearLimits());
  }

  private void send(long requests) {
    for (long i = 0; i < requests; i++) {
      Decision decision = engine.decide(next());
      if (!decision.isAnswered()) {
        engine.released(decision, ResponseFacts.UNSEEN);
      }
      engine.completed(decision, ResponseFacts.UNSEEN, "");
    }
  }

  private EdgeRequest next() {
    long n = number++;
    boolean regular = n % 100 == 0;
    long scattered = n * 0x9e3779b97f4a7c15L;
    IpAddress address =
        regular
            ? IpAddress.v4(0xf0_00_00_00L + n / 100 % NEAR * 256)
            : n % 2 == 0
                ? IpAddress.v4(scattered >>> 32)
                : new IpAddress(0x2000_0000_0000_0000L | scattered >>> 3, n, false);
    Headers.Builder headers =
        Headers.builder()
            .add("Host", "shop.example")
            .add("User-Agent", n % AGENT_EVERY == 0 ? agent() : CHROME)
            .add("Accept", "text/html")
            .add("Accept-Encoding", "gzip, br")
            .add("Accept-Language", "de-DE,de;q=0.9");
    if (n % 10 == 0) {
      headers.add(
          "Cookie",
          "mastiff=" + Long.toHexString(scattered | Long.MIN_VALUE).repeat(5).substring(0, 74));
    }
    String target = "/search?q=" + Long.toString(scattered, 36);
    return new EdgeRequest(
        "GET", target, "shop.example", address, "https", "HTTP/1.1", headers.build());
  }

  private String agent() {
    StringBuilder agent = new StringBuilder("Mozilla/5.0 (");
    int length = 40 + random.nextInt(400);
    while (agent.length() < length) {
      agent.append((char) ('!' + random.nextInt(90)));
    }
    return agent.toString();
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Bytes in use after the collector took what nobody holds. */
  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
