package io.mastiff.edge;

import io.mastiff.edge.client.Visitor;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.CookieState;
import io.mastiff.event.PageType;
import io.mastiff.event.Sight;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

/**
 * Learns from visitors who return their cookie and are served what this door sees: a cache in front
 * may keep assets from it, and a front may send header fields in another order for one request than
 * for the next. What is not seen is missing in events, whatever the policy says; the policy may
 * rule out, not in.
 *
 * <pre>
 * A window is WINDOW visitors, each with at most MOST_REQUESTS requests: one program cannot speak for all.
 * Assets are seen from the window on in which there was one for each two pages, and no more from the
 * one on in which there was less than one for eight; before the first they are not.
 * Header order is seen until, in a window, every other visitor's came to differ from his own; and again
 * after one in which no more than one in ten did.
 * Referers are seen until, in a window, fewer than one in twenty of visitors' pages after their first
 * request had one, as where the store forbids them or a front drops them; and again after one of
 * which one in five had.
 * The first window takes everybody, since it is needed at once; there, and where the policy issues no
 * cookies, a client without one is a network and a shape.
 * </pre>
 */
final class FrontSight {
  static final int WINDOW = 50;
  static final int MOST_REQUESTS = 15;

  /** Once a window has ended one visitor in eight is enough. */
  private static final int SAMPLE = 7;

  /** Visitors of one window are kept by 64 bits each; of two in one place the later one counts. */
  private static final int VISITORS = 1 << 12;

  private final Consumer<String> warn;
  private final AtomicLongArray slots = new AtomicLongArray(VISITORS);
  private final AtomicInteger visitors = new AtomicInteger();
  private final AtomicInteger compared = new AtomicInteger();
  private final AtomicInteger moved = new AtomicInteger();
  private final AtomicInteger pages = new AtomicInteger();
  private final AtomicInteger assets = new AtomicInteger();
  private final AtomicInteger pagesAgain = new AtomicInteger();
  private final AtomicInteger withReferer = new AtomicInteger();
  private volatile int window;
  private volatile boolean seesAssets;
  private volatile boolean seesOrder = true;
  private volatile boolean seesReferers = true;
  private boolean warnedOfAssets;
  private boolean warnedOfOrder;
  private boolean warnedOfReferers;

  /**
   * @param warn is told once of each thing that a policy names and that is not seen
   */
  FrontSight(Consumer<String> warn) {
    this.warn = warn;
  }

  /** The policy's bits, without what is not seen. */
  int bits(Policy policy) {
    int unseen = (seesAssets ? 0 : Sight.ASSETS.bit()) | (seesOrder ? 0 : Sight.HEADER_ORDER.bit());
    return policy.sight() & ~unseen | (seesReferers ? Sight.REFERER.bit() : 0);
  }

  /** Whether the order of the header fields is the client's own. */
  boolean isOrdered(Policy policy) {
    return seesOrder && Sight.HEADER_ORDER.in(policy.sight());
  }

  /** Learns from a request that is served. */
  void served(Sighting s, Policy policy) {
    Visitor visitor = s.visitor();
    if (visitor.returned()) {
      served(visitor.idBits(), s, policy);
    } else if (window == 0 || visitor.state() == CookieState.COOKIE_OFF) {
      served(s.clientHash(), s, policy);
    }
  }

  private void served(long id, Sighting s, Policy policy) {
    if (window == 0 || (id & SAMPLE) == 0) {
      learn(id, s, policy);
    }
  }

  private void learn(long id, Sighting s, Policy policy) {
    int slot = (int) (id >>> 40) & (VISITORS - 1);
    long before = slots.getOpaque(slot);
    int now = window & SeenVisitor.LAST_WINDOW;
    int order = CoreOrder.of(s.request().headers());
    if (!SeenVisitor.is(before, id, now)) {
      slots.setOpaque(slot, SeenVisitor.first(id, now, order));
      count(s);
      if (visitors.incrementAndGet() >= WINDOW) {
        endWindow(policy);
      }
      return;
    }
    if (SeenVisitor.requests(before) >= MOST_REQUESTS) {
      return;
    }
    boolean comparable = CoreOrder.haveSameNames(SeenVisitor.order(before), order);
    boolean differs = comparable && SeenVisitor.order(before) != order;
    if (comparable && SeenVisitor.requests(before) == 1) {
      compared.incrementAndGet();
    }
    if (differs && !SeenVisitor.hasMoved(before)) {
      moved.incrementAndGet();
    }
    slots.setOpaque(slot, SeenVisitor.next(before, differs));
    count(s);
    countReferer(s);
  }

  private void count(Sighting s) {
    PageType type = s.route().route().pageType();
    if (type == PageType.ASSET) {
      assets.incrementAndGet();
    } else if (Lookout.isPage(type)) {
      pages.incrementAndGet();
    }
  }

  private void countReferer(Sighting s) {
    if (Lookout.isPage(s.route().route().pageType())) {
      pagesAgain.incrementAndGet();
      boolean told = s.request().headers().first(HeaderNames.REFERER) != null;
      withReferer.addAndGet(told ? 1 : 0);
    }
  }

  private synchronized void endWindow(Policy policy) {
    if (visitors.get() < WINDOW) {
      return;
    }
    visitors.set(0);
    window++;
    judgeAssets(assets.getAndSet(0), pages.getAndSet(0), policy);
    judgeOrder(moved.getAndSet(0), compared.getAndSet(0), policy);
    judgeReferers(withReferer.getAndSet(0), pagesAgain.getAndSet(0));
  }

  private void judgeAssets(int assetsNow, int pagesNow, Policy policy) {
    seesAssets = assetsNow > 0 && assetsNow * (seesAssets ? 8 : 2) >= pagesNow;
    boolean named = policy.front().named() && Sight.ASSETS.in(policy.sight());
    if (!seesAssets && named && !warnedOfAssets) {
      warnedOfAssets = true;
      warn.accept(
          "front.sees names assets, but visitors who return load few here: they are left out of"
              + " account; take assets out of front.sees, or let the front pass them on");
    }
  }

  private void judgeReferers(int with, int pagesNow) {
    if (pagesNow < WINDOW / 2) {
      return;
    }
    seesReferers = with * (seesReferers ? 20 : 5) >= pagesNow;
    if (!seesReferers && !warnedOfReferers) {
      warnedOfReferers = true;
      warn.accept(
          "visitors' pages come without a referer here, by the store's Referrer-Policy or a front that"
              + " drops it: it is left out of account");
    }
  }

  private void judgeOrder(int movedNow, int comparedNow, Policy policy) {
    if (comparedNow < WINDOW / 2) {
      return;
    }
    seesOrder = seesOrder ? movedNow * 2 < comparedNow : movedNow * 10 <= comparedNow;
    if (!seesOrder && Sight.HEADER_ORDER.in(policy.sight()) && !warnedOfOrder) {
      warnedOfOrder = true;
      warn.accept(
          (policy.front().named() ? "front.sees names header-order, but one" : "one")
              + " browser's header fields come in different orders here, by a front that moves them:"
              + " order is left out of account; take header-order out of front.sees");
    }
  }
}
