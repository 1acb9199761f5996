package io.mastiff.edge.limit;

/**
 * Rates that a client may not exceed, in ordinary pages.
 *
 * @param session of one visitor with a cookie
 * @param aggregate of all visitors of one network and software without cookies
 * @param network of one /24 or /56
 * @param throttled of all together whom one entry throttles
 */
public record Limits(Rate session, Rate aggregate, Rate network, Rate throttled) {
  /** Far above what people do: a limit is a net for floods, not a judge. */
  public static final Limits DEFAULT =
      new Limits(new Rate(20, 100), new Rate(40, 200), new Rate(200, 1000), new Rate(1, 5));

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
