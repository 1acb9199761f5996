package io.mastiff.bench;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.event.IpAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One address looked up among prefixes of its family, beside a set of addresses as text. */
@State(Scope.Benchmark)
public class ListBenchmark {
  private static final int ASKED = 1 << 20;

  @Param({"1000000"})
  int size;

  @Param({"v4", "v6"})
  String family = "v4";

  private BlockList list = new BlockList();
  private final Set<String> texts = new HashSet<>();
  private final IpAddress[] asked = new IpAddress[ASKED];
  private final long nowMs = System.currentTimeMillis();

  /** The next addresses, made just before they are looked up, as a request's is. */
  @State(Scope.Thread)
  public static class Ready {
    private final IpAddress[] addresses = new IpAddress[Batch.SIZE];
    private final String[] texts = new String[Batch.SIZE];
    private int at;

    /** Before each batch. */
    @Setup(Level.Invocation)
    public void fill(ListBenchmark of) {
      for (int i = 0; i < Batch.SIZE; i++) {
        IpAddress next = of.asked[at++ & (ASKED - 1)];
        addresses[i] = new IpAddress(next.high(), next.low(), next.isV4());
        texts[i] = next.toString();
      }
    }
  }

  /** Fills list and set. */
  @Setup(Level.Trial)
  public void setUp() {
    boolean v6 = family.equals("v6");
    list = Lists.prefixes(size, v6);
    SplittableRandom random = new SplittableRandom(3);
    while (texts.size() < size) {
      texts.add((v6 ? Lists.v6(random) : Lists.v4(random)).toString());
    }
    SplittableRandom other = new SplittableRandom(9);
    for (int i = 0; i < ASKED; i++) {
      asked[i] = v6 ? Lists.v6(other) : Lists.v4(other);
    }
  }

  /** Ours: addresses and networks. */
  @Benchmark
  @OperationsPerInvocation(Batch.SIZE)
  public int mastiff(Ready ready, Meter meter) {
    int denied = 0;
    meter.start();
    for (IpAddress address : ready.addresses) {
      denied += list.denies(address, nowMs) ? 1 : 0;
    }
    meter.stop(Batch.SIZE);
    return denied;
  }

  /** Whole addresses alone, as text. */
  @Benchmark
  @OperationsPerInvocation(Batch.SIZE)
  public int hashSet(Ready ready, Meter meter) {
    int denied = 0;
    meter.start();
    for (String address : ready.texts) {
      denied += texts.contains(address) ? 1 : 0;
    }
    meter.stop(Batch.SIZE);
    return denied;
  }
}
