package io.mastiff.bench;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.filters.RateLimitFilter;
import org.eclipse.jetty.ee10.servlets.DoSFilter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The filters that come with servlet containers: a limit for each address, nothing else. Jetty's
 * keeps a time for each request that it would allow in a second, here a hundred: so it is measured
 * where there are more clients than one.
 */
@State(Scope.Benchmark)
public class PeersBenchmark {
  @Param({"1000000"})
  int size;

  @Param({"uniform"})
  String order = "uniform";

  private final FilterChain chain = (request, response) -> {};
  private final RateLimitFilter tomcat = new RateLimitFilter();
  private final DoSFilter jetty = new DoSFilter();
  private String[] addresses = {};
  private int[] next = {};

  /** Each thread has the next requests ready, in the same order from a place of its own. */
  @State(Scope.Thread)
  public static class Ready {
    private final BenchResponse response = new BenchResponse();
    private final BenchRequest[] batch = new BenchRequest[Batch.SIZE];
    private int at = System.identityHashCode(this);

    /** Before each batch. */
    @Setup(Level.Invocation)
    public void fill(PeersBenchmark of) {
      for (int i = 0; i < Batch.SIZE; i++) {
        batch[i] =
            new BenchRequest(Batch.fresh(of.addresses[of.next[at++ & (of.next.length - 1)]]));
      }
    }
  }

  /** Starts both with limits that nobody reaches. */
  @Setup(Level.Trial)
  public void setUp() throws ServletException {
    tomcat.init(
        new BenchConfig("bucketRequests", "1000000000", "bucketDuration", "60", "enforce", "true"));
    jetty.init(
        new BenchConfig(
            "maxRequestsPerSec",
            "100",
            "delayMs",
            "-1",
            "maxRequestMs",
            "0",
            "trackSessions",
            "false",
            "insertHeaders",
            "false",
            "maxIdleTrackerMs",
            "30000"));
    addresses = new String[size];
    for (int i = 0; i < size; i++) {
      addresses[i] = Load.address(i).toString();
    }
    next = Load.order(size, order.equals("zipf"));
  }

  /** Tomcat's. */
  @Benchmark
  @OperationsPerInvocation(Batch.SIZE)
  public void tomcatRateLimitFilter(Ready ready, Meter meter) throws IOException, ServletException {
    meter.start();
    for (BenchRequest request : ready.batch) {
      tomcat.doFilter(request, ready.response, chain);
    }
    meter.stop(Batch.SIZE);
  }

  /** Jetty's. */
  @Benchmark
  @OperationsPerInvocation(Batch.SIZE)
  public void jettyDosFilter(Ready ready, Meter meter) throws IOException, ServletException {
    meter.start();
    for (BenchRequest request : ready.batch) {
      jetty.doFilter(request, ready.response, chain);
    }
    meter.stop(Batch.SIZE);
  }

  /** Ends Jetty's threads. */
  @TearDown(Level.Trial)
  public void tearDown() {
    jetty.destroy();
  }
}
