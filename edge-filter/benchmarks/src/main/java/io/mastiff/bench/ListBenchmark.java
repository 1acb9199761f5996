package io.mastiff.bench;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.event.IpAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
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
  private final String[] askedTexts = new String[ASKED];
  private final long nowMs = System.currentTimeMillis();
  private int at;

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
      askedTexts[i] = new String(asked[i].toString());
    }
  }

  /** Ours: addresses and networks. */
  @Benchmark
  public boolean mastiff() {
    return list.denies(asked[at++ & (ASKED - 1)], nowMs);
  }

  /** Whole addresses alone, as text. */
  @Benchmark
  public boolean hashSet() {
    return texts.contains(askedTexts[at++ & (ASKED - 1)]);
  }
}
