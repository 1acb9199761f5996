package io.mastiff.edge.limit;

import org.jspecify.annotations.Nullable;

/**
 * Rates that a client may not exceed, in ordinary pages.
 *
 * @param session of one visitor with a cookie
 * @param aggregate of all visitors of one network and software without cookies
 * @param network of one /24 or /56; grows with the people behind it
 * @param throttled of all together whom one entry throttles
 * @param shape of all strangers with one header shape; null for no such limit
 * @param route of all strangers on one route; null for no such limit
 * @param slots slots of the table that the first three and the last two are kept in, a power of
 *     two, 8 B each
 * @param scope whether the rates are each door's or those of all live doors together
 */
public record Limits(
    Rate session,
    Rate aggregate,
    Rate network,
    Rate throttled,
    @Nullable Rate shape,
    @Nullable Rate route,
    int slots,
    Scope scope) {
  public static final int SLOTS = 1 << 20;

  /** Far above what people do: a limit is a net for floods, not a judge. */
  public static final Limits DEFAULT =
      new Limits(new Rate(20, 100), new Rate(40, 200), new Rate(200, 1000), new Rate(1, 5));

  public Limits {
    if (Integer.bitCount(slots) != 1 || slots < 8) {
      throw new IllegalArgumentException("slots are a power of two of at least 8, not " + slots);
    }
  }

  public Limits(Rate session, Rate aggregate, Rate network, Rate throttled) {
    this(session, aggregate, network, throttled, null, null, SLOTS, Scope.DOOR);
  }

  /** These limits, for another scope. */
  public Limits withScope(Scope other) {
    return new Limits(session, aggregate, network, throttled, shape, route, slots, other);
  }

  /** Whose limits they are. */
  public enum Scope {
    /** Each door's. */
    DOOR,
    /** Those of all live doors together: each door has its share, at least a page a second. */
    FLEET
  }

  /** A sustained rate and a burst above it. */
  public record Rate(int perSecond, int burst) {
    public Rate {
      if (perSecond < 1 || perSecond > 1_000_000 || burst < perSecond || burst > 10_000_000) {
        throw new IllegalArgumentException(
            "a rate is 1 to 1000000 per second with a burst of at least that, not "
                + perSecond
                + " with "
                + burst);
      }
    }
  }
}
