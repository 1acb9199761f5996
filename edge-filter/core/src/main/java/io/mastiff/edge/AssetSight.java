package io.mastiff.edge;

import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.route.RouteMatch;
import io.mastiff.event.PageType;
import io.mastiff.event.Sight;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Learns whether this door sees assets at all: a cache in front may keep them from it, and then a
 * shopper without assets is no scraper.
 *
 * <p>Assets count as visible while at least one in twenty of the last {@value #WINDOW} requests was
 * one; until the first window is full they do not. The policy may rule them out, not in.
 */
final class AssetSight {
  static final int WINDOW = 200;

  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger assets = new AtomicInteger();
  private volatile boolean visible;

  void saw(RouteMatch route) {
    if (route.route().pageType() == PageType.ASSET) {
      assets.incrementAndGet();
    }
    if (requests.incrementAndGet() % WINDOW == 0) {
      visible = assets.getAndSet(0) * 20 >= WINDOW;
    }
  }

  /** The policy's bits, without assets while none are seen. */
  int bits(Policy policy) {
    return visible ? policy.sight() : policy.sight() & ~Sight.ASSETS.bit();
  }
}
