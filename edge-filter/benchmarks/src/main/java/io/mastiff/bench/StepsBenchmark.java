package io.mastiff.bench;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.HeaderNames;
import io.mastiff.edge.Headers;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.client.VisitorCookies;
import io.mastiff.edge.crawler.CrawlerReader;
import io.mastiff.edge.network.MaxMindNetworks;
import io.mastiff.edge.policy.NetworkFiles;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.publish.EventFactory;
import io.mastiff.edge.route.RouteMatch;
import io.mastiff.edge.route.RouteTable;
import io.mastiff.edge.shape.Claim;
import io.mastiff.edge.shape.ClaimReader;
import io.mastiff.edge.shape.Shape;
import io.mastiff.event.Mode;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Single steps of a decision, and what is done beside it. */
@State(Scope.Benchmark)
public class StepsBenchmark {
  @Param({"100000"})
  int size;

  private final RouteTable routes = new RouteTable(List.of());
  private final VisitorCookies cookies = new VisitorCookies(Load.KEYS, () -> new byte[12]);
  private final ClaimReader claims = new ClaimReader(CrawlerReader.shipped());
  private final EventFactory events = new EventFactory("bench");
  private EdgeRequest[] requests = {};
  private Decision[] decisions = {};
  private int[] next = {};
  private MaxMindNetworks networks = new MaxMindNetworks(NetworkFiles.NONE);
  private int at;

  /** Builds the clients. */
  @Setup(Level.Trial)
  public void setUp() throws IOException {
    requests = Load.requests(size);
    next = Load.order(size, false);
    networks = new MaxMindNetworks(new NetworkFiles(AsnFile.write().toString(), "", "", List.of()));
    DecisionEngine engine =
        DecisionEngine.builder()
            .policy(Policy.DEFAULT.withMode(Mode.ENFORCE, 100))
            .cookieKeys(Load.KEYS)
            .build();
    decisions = new Decision[10_000];
    for (int i = 0; i < decisions.length; i++) {
      decisions[i] = engine.decide(requests[i]);
      engine.released(decisions[i], ResponseFacts.UNSEEN);
    }
  }

  private EdgeRequest request() {
    return requests[next[at++ & (next.length - 1)]];
  }

  /** Taking the container's fields over. */
  @Benchmark
  public Headers headers() {
    Headers from = request().headers();
    Headers.Builder builder = Headers.builder();
    for (int i = 0; i < from.size(); i++) {
      builder.add(from.name(i), from.value(i));
    }
    return builder.build();
  }

  /** Cookie and signature. */
  @Benchmark
  public Object cookie() {
    return cookies.read(request().headers());
  }

  /** Header order. */
  @Benchmark
  public Shape shape() {
    return new Shape(request(), true);
  }

  /** User agent. */
  @Benchmark
  public Claim claim() {
    return claims.read(request().headers().text(HeaderNames.USER_AGENT));
  }

  /** Path and page type. */
  @Benchmark
  public RouteMatch route() {
    return routes.match(request().target());
  }

  /** Autonomous system. */
  @Benchmark
  public long network() {
    return networks.of(Load.address(next[at++ & (next.length - 1)]));
  }

  /** The event for the stream, built and written to bytes; sending is another thread's. */
  @Benchmark
  public byte[] event() {
    Decision decision = decisions[at++ % decisions.length];
    return events
        .event(
            Policy.DEFAULT,
            31,
            7,
            Objects.requireNonNull(decision.sighting()),
            decision,
            false,
            new ResponseFacts(200, 5000, 20_000),
            "",
            1_700_000_000_000L)
        .toByteArray();
  }
}
