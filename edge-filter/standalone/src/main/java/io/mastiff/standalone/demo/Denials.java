package io.mastiff.standalone.demo;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionListener;
import io.mastiff.edge.Sighting;
import io.mastiff.standalone.actor.Cast;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts at the door what stopped whom: by family and by limit, classifier, cohort or operator. */
final class Denials implements DecisionListener {
  private final Map<String, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();

  @Override
  public void decided(Decision decision) {
    Sighting sighting = decision.sighting();
    if (decision.denies() && sighting != null) {
      String family = Cast.familyOf(sighting.address().toString());
      counts
          .computeIfAbsent(family, f -> new ConcurrentHashMap<>())
          .computeIfAbsent(cause(decision.rule()), c -> new LongAdder())
          .increment();
    }
  }

  private static String cause(String rule) {
    return rule.startsWith("limit.") ? "limit" : rule.substring(rule.indexOf('.') + 1);
  }

  /** Counts of one family by cause. */
  Map<String, Long> of(String family) {
    Map<String, Long> sums = new TreeMap<>();
    counts.getOrDefault(family, Map.of()).forEach((cause, count) -> sums.put(cause, count.sum()));
    return sums;
  }

  /** Share of a family's denials that a cause is behind; 0 without denials. */
  double share(String family, String cause) {
    Map<String, Long> sums = of(family);
    long all = sums.values().stream().mapToLong(Long::longValue).sum();
    return all == 0 ? 0 : (double) sums.getOrDefault(cause, 0L) / all;
  }
}
