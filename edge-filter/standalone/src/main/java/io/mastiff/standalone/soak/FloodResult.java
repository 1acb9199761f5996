package io.mastiff.standalone.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.standalone.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a flood of strangers did to a door.
 *
 * @param heapBefore bytes, after the door had its tables and half a million requests
 * @param perSecond requests for a second of CPU, by twentieths of the flood
 * @param promoted clients with a bucket of their own at the end
 */
public record FloodResult(
    long addresses,
    long agents,
    long heapBefore,
    long heapAfter,
    List<Double> perSecond,
    long promoted)
    implements Proof {
  /** A bucket and its place in the cache, and a user agent that was read, at their longest. */
  private static final long BUCKET_BYTES = 500;

  private static final long AGENT_BYTES = 2_200;
  private static final long REMEMBERED_AGENTS = 8_192;
  private static final double TOLERANCE = 0.05;
  private static final double STEP = 0.7;

  public FloodResult {
    perSecond = List.copyOf(perSecond);
  }

  /** Bytes that bounded tables may have filled in the meantime. */
  public long stated() {
    return promoted * BUCKET_BYTES + REMEMBERED_AGENTS * AGENT_BYTES;
  }

  /** The slowest twentieth beside the median of the first five. */
  public double slowest() {
    double first = perSecond.stream().limit(5).sorted().skip(2).findFirst().orElse(1.0);
    return perSecond.stream().mapToDouble(d -> d).min().orElse(0) / first;
  }

  @Override
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    if (heapAfter > heapBefore * (1 + TOLERANCE) + stated()) {
      failures.add("the heap grew from " + heapBefore + " to " + heapAfter + " bytes");
    }
    if (slowest() < STEP) {
      failures.add("a twentieth ran at " + Math.round(slowest() * 100) + "% of the first ones");
    }
    return failures;
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d addresses, %,d user agents of their own%n"
                + "heap %,d kB before, %,d kB after; bounded tables may have taken %,d kB of it%n"
                + "clients with a bucket of their own: %,d%n"
                + "requests for a second of CPU, by twentieths:%n ",
            addresses,
            agents,
            heapBefore / 1000,
            heapAfter / 1000,
            stated() / 1000,
            promoted));
    perSecond.forEach(n -> text.append(String.format(Locale.ROOT, " %,.0f", n)));
    text.append(String.format(Locale.ROOT, "%nslowest: %.0f%%%n", slowest() * 100));
    failures().forEach(failure -> text.append("does not hold: ").append(failure).append('\n'));
    return text.append(failures().isEmpty() ? "holds\n" : "").toString();
  }

  @Override
  public ObjectNode json(ObjectMapper mapper) {
    ObjectNode root = mapper.createObjectNode();
    root.put("check", "flood").put("addresses", addresses).put("agents", agents);
    root.put("heapBefore", heapBefore).put("heapAfter", heapAfter).put("statedBytes", stated());
    root.put("promoted", promoted).put("slowest", slowest());
    ArrayNode rates = root.putArray("perSecond");
    perSecond.forEach(rates::add);
    ArrayNode failures = root.putArray("failures");
    failures().forEach(failures::add);
    root.put("holds", failures.isEmpty());
    return root;
  }
}
