package io.mastiff.edge.client;

import io.mastiff.event.IpAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Notices proxies that nobody named as trusted, so that all shoppers behind one do not share one
 * limit.
 *
 * <p>A peer is taken for a proxy when it sends forwarding headers and either lies on the loopback
 * interface or brought more than half of the last {@value #WINDOW} requests. At most {@value
 * #MOST_PEERS} peers are counted; the counts start anew with each window.
 */
public final class UntrustedProxies {
  static final int WINDOW = 500;
  private static final int MOST_PEERS = 1024;

  private final Consumer<String> warn;
  private final Map<IpAddress, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<IpAddress, Boolean> proxies = new ConcurrentHashMap<>();
  private final AtomicLong requests = new AtomicLong();

  /**
   * @param warn takes one sentence for each proxy found, with the lines to add to the policy
   */
  public UntrustedProxies(Consumer<String> warn) {
    this.warn = warn;
  }

  /** Counts one request of {@code peer}; returns whether the peer is taken for a proxy. */
  boolean seen(IpAddress peer, boolean forwards) {
    if (forwards && peer.isLoopback()) {
      found(peer);
    } else if (forwards) {
      count(peer);
    }
    if (requests.incrementAndGet() % WINDOW == 0) {
      judge();
    }
    return proxies.containsKey(peer);
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
    counts.forEach(
        (peer, count) -> {
          if (count.sum() * 2 > WINDOW) {
            found(peer);
          }
        });
    counts.clear();
  }

  private void found(IpAddress peer) {
    if (proxies.size() < MOST_PEERS && proxies.putIfAbsent(peer, Boolean.TRUE) == null) {
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
