package io.mastiff.edge;

import io.mastiff.edge.policy.Policy;
import io.mastiff.event.CookieState;
import io.mastiff.event.PageType;
import io.mastiff.event.Sight;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

/**
 * Learns from visitors who return their cookie what this door sees: a cache in front may keep
 * assets from it, and a front may send header fields in another order for one request than for the
 * next. What is not seen is missing in events, whatever the policy says; the policy may rule out,
 * not in.
 *
 * <pre>
 * Assets are seen while at least one in twenty of the last WINDOW requests was one; until the first
 * window is full they are not. Header order is seen until, of WINDOW requests of visitors who were
 * here before, one in ten came in another client shape; then no more until the process ends, since
 * shapes without an order cannot tell. Where the policy issues no cookies, everybody's assets count.
 * </pre>
 */
final class FrontSight {
  static final int WINDOW = 200;
  private static final int ASSETS_ONE_IN = 20;
  private static final int CHANGED_ONE_IN = 10;

  /** Visitors of whom the last shape is kept, 8 B each; later ones take the place of earlier. */
  private static final int VISITORS = 1 << 12;

  private final Consumer<String> warn;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger assets = new AtomicInteger();
  private final AtomicInteger compared = new AtomicInteger();
  private final AtomicInteger changed = new AtomicInteger();

  /** Tag of the visitor's id (32) | of its client shape (32). */
  private final AtomicLongArray shapes = new AtomicLongArray(VISITORS);

  private volatile boolean seesAssets;
  private volatile boolean seesOrder = true;
  private boolean warnedOfAssets;

  /**
   * @param warn is told once of each thing that a policy names and that is not seen
   */
  FrontSight(Consumer<String> warn) {
    this.warn = warn;
  }

  void saw(Sighting s, Policy policy) {
    boolean returned = s.visitor().returned();
    if (returned || s.visitor().state() == CookieState.COOKIE_OFF) {
      countAsset(s.route().route().pageType() == PageType.ASSET, policy);
    }
    if (returned && isOrdered(policy)) {
      compareShape(s, policy);
    }
  }

  /** The policy's bits, without what is not seen. */
  int bits(Policy policy) {
    int unseen = (seesAssets ? 0 : Sight.ASSETS.bit()) | (seesOrder ? 0 : Sight.HEADER_ORDER.bit());
    return policy.sight() & ~unseen;
  }

  /** Whether the order of the header fields is the client's own. */
  boolean isOrdered(Policy policy) {
    return seesOrder && Sight.HEADER_ORDER.in(policy.sight());
  }

  private void countAsset(boolean asset, Policy policy) {
    if (asset) {
      assets.incrementAndGet();
    }
    if (requests.incrementAndGet() % WINDOW == 0) {
      seesAssets = assets.getAndSet(0) * ASSETS_ONE_IN >= WINDOW;
      if (!seesAssets && Sight.ASSETS.in(policy.sight()) && policy.front().named()) {
        warnOfAssets();
      }
    }
  }

  private synchronized void warnOfAssets() {
    if (!warnedOfAssets) {
      warnedOfAssets = true;
      warn.accept(
          "front.sees names assets, but visitors who return load none here: they are left out of"
              + " account; take assets out of front.sees, or let the front pass them on");
    }
  }

  private void compareShape(Sighting s, Policy policy) {
    long id = s.visitor().idBits();
    int slot = (int) (id >>> 20) & (VISITORS - 1);
    long now = (id << 32) | (s.clientShape() & 0xffff_ffffL);
    long before = shapes.getOpaque(slot);
    if (before != now) {
      shapes.setOpaque(slot, now);
    }
    if (before >>> 32 != now >>> 32) {
      return;
    }
    if (before != now) {
      changed.incrementAndGet();
    }
    if (compared.incrementAndGet() % WINDOW == 0
        && changed.getAndSet(0) * CHANGED_ONE_IN >= WINDOW) {
      loseOrder(policy);
    }
  }

  private synchronized void loseOrder(Policy policy) {
    if (seesOrder) {
      seesOrder = false;
      warn.accept(
          (policy.front().named() ? "front.sees names header-order, but one" : "one")
              + " browser's header fields come in different orders here, by a front that moves them:"
              + " order is left out of account; take header-order out of front.sees");
    }
  }
}
