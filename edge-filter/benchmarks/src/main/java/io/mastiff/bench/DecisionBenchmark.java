package io.mastiff.bench;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.limit.Limits;
import io.mastiff.edge.network.MaxMindNetworks;
import io.mastiff.edge.policy.NetworkFiles;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.event.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The whole decision: address out of the forwarding header, cookie and its signature, shape, claim,
 * coherence, autonomous system, route, a list of mixed scopes, limits, fifty rules, room at the
 * store.
 */
@State(Scope.Benchmark)
public class DecisionBenchmark {
  private static final Limits.Rate WIDE = new Limits.Rate(100_000, 1_000_000);

  @Param({"1000000"})
  int size;

  @Param({"uniform"})
  String order = "uniform";

  @Param({"1000000"})
  int entries;

  private DecisionEngine engine = DecisionEngine.builder().build();
  private EdgeRequest[] requests = {};
  private int[] next = {};

  /** Each thread has the next requests ready, in the same order from a place of its own. */
  @State(Scope.Thread)
  public static class Ready {
    private Batch batch = new Batch(new int[1]);

    /** Once. */
    @Setup(Level.Trial)
    public void begin(DecisionBenchmark of) {
      batch = new Batch(of.next);
    }

    /** Before each batch. */
    @Setup(Level.Invocation)
    public void fill(DecisionBenchmark of) {
      batch.fill(of.requests);
    }
  }

  /** Builds the engine, its list and the clients. */
  @Setup(Level.Trial)
  public void setUp() throws IOException, PolicyException {
    requests = Load.requests(size);
    next = Load.order(size, order.equals("zipf"));
    Path asn = AsnFile.write();
    engine =
        DecisionEngine.builder()
            .policy(policy())
            .cookieKeys(Load.KEYS)
            .blockList(Lists.mixed(entries))
            .networks(new MaxMindNetworks(new NetworkFiles(asn.toString(), "", "", List.of())))
            .build();
  }

  private static Policy policy() throws PolicyException {
    StringBuilder yaml = new StringBuilder("trust: {proxies: [10.0.0.0/8]}\nrules:\n");
    for (int i = 0; i < 50; i++) {
      yaml.append("  - {name: r").append(i).append(", if: ").append(condition(i)).append("}\n");
    }
    return PolicyReader.parse("bench", yaml.toString()).toBuilder()
        .mode(Mode.ENFORCE, 100)
        .limits(new Limits(WIDE, WIDE, WIDE, WIDE, null, null, 1 << 21, Limits.Scope.DOOR))
        .build();
  }

  /** None of them matches: every one of the fifty is asked. */
  private static String condition(int i) {
    return switch (i % 8) {
      case 0 -> "{network: [\"198.51." + i + ".0/24\"]}, then: deny";
      case 1 -> "{asn: [\"" + (4_000_000 + i) + "\"], class: [search]}, weigh: 0.5";
      case 2 -> "{family: [library], type: [product]}, weigh: 0.4";
      case 3 -> "{country: [ZZ]}, then: challenge";
      case 4 -> "{incoherent: 3}, weigh: 0.5";
      case 5 -> "{route: [\"/nowhere/" + i + "\"], method: [POST]}, then: throttle";
      case 6 -> "{cookie: [forged], path: [\"/x\"]}, then: tag";
      default -> "{purpose: [training], crawlerState: [verified]}, then: throttle";
    };
  }

  /** A batch of decisions. */
  @Benchmark
  @OperationsPerInvocation(Batch.SIZE)
  public void decision(Ready ready, Meter meter, Blackhole hole) {
    meter.start();
    for (int i = 0; i < Batch.SIZE; i++) {
      hole.consume(decide(ready.batch.next()));
    }
    meter.stop(Batch.SIZE);
  }

  Decision decide(EdgeRequest request) {
    Decision decision = engine.decide(request);
    engine.released(decision, ResponseFacts.UNSEEN);
    return decision;
  }
}
