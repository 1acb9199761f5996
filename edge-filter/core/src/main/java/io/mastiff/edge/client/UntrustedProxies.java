package io.mastiff.edge.client;

import io.mastiff.event.IpAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Notices proxies that nobody named as trusted, so that all shoppers behind one do not share one
 * limit.
 *
 * <p>A peer that sends forwarding headers is taken for a proxy when it lies on this machine or in a
 * private network. Public peers are taken for proxies for one window of {@value #WINDOW} requests
 * when at most {@value #FEW} of them brought nine in ten requests of the window before: everybody
 * comes through them. At most {@value #MOST_PEERS} peers are counted; counts start anew with each
 * window.
 */
public final class UntrustedProxies {
  static final int WINDOW = 1_000;
  static final int FEW = 8;
  private static final int MOST_PEERS = 1024;

  private final Consumer<String> warn;
  private final Map<IpAddress, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<IpAddress, Boolean> warned = new ConcurrentHashMap<>();
  private final AtomicLong requests = new AtomicLong();
  private volatile Set<IpAddress> publicProxies = Set.of();

  /**
   * @param warn takes one sentence for each proxy found, with the lines to add to the policy
   */
  public UntrustedProxies(Consumer<String> warn) {
    this.warn = warn;
  }

  /** Counts one request of {@code peer}; returns whether the peer is taken for a proxy. */
  boolean seen(IpAddress peer, boolean forwards) {
    boolean inside = forwards && peer.isInside();
    if (inside) {
      found(peer);
    } else if (forwards) {
      count(peer);
    }
    if (requests.incrementAndGet() % WINDOW == 0) {
      judge();
    }
    return inside || (forwards && publicProxies.contains(peer));
  }

  private void count(IpAddress peer) {
    LongAdder count = counts.get(peer);
    if (count == null && counts.size() < MOST_PEERS) {
      count = counts.computeIfAbsent(peer, p -> new LongAdder());
    }
    if (count != null) {
      count.increment();
    }
  }

  private void judge() {
    Map<IpAddress, Long> busiest =
        counts.entrySet().stream()
            .sorted((a, b) -> Long.compare(b.getValue().sum(), a.getValue().sum()))
            .limit(FEW)
            .filter(e -> e.getValue().sum() * 50 > WINDOW)
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().sum()));
    long brought = busiest.values().stream().mapToLong(Long::longValue).sum();
    publicProxies = brought * 10 >= WINDOW * 9L ? Set.copyOf(busiest.keySet()) : Set.of();
    publicProxies.forEach(this::found);
    counts.clear();
  }

  private void found(IpAddress peer) {
    if (warned.size() < MOST_PEERS && warned.putIfAbsent(peer, Boolean.TRUE) == null) {
      warn.accept(
          "requests come through "
              + peer
              + ", which is not a trusted proxy: its address is used for no limit and no entry."
              + " If it is yours, add to mastiff.yaml:  trust: {proxies: [\""
              + peer
              + "\"], source: x-forwarded-for}");
    }
  }
}
