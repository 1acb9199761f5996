package io.mastiff.feature;

import io.mastiff.event.ClientKind;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;

/**
 * What a page says of all its cohorts, worked out once.
 *
 * @param visitor hash of a returning visitor's network, since one host can send many cookies of
 *     old; 0 for nobody
 * @param network hash of the network that a request without a cookie came from; 0 with a cookie
 * @param product hash of the product that it asked for without a cookie; 0 for none
 * @param rated whether the product's popularity was measured
 * @param popularityMicros ln((1 / N) / p) of it, in millionths
 * @param route number of the route, below 8
 */
public record CohortPage(
    RequestEvent event,
    boolean withoutCookie,
    int visitor,
    int network,
    int product,
    boolean viewed,
    boolean rated,
    long popularityMicros,
    int route,
    boolean assetsHidden,
    boolean behindCache,
    long appendedMs) {
  static final int ROUTES = 8;
  private static final double MICROS = 1e6;

  /**
   * Works it out.
   *
   * @param isReturning whether its visitor is a returning one or a purchaser
   */
  public static CohortPage of(
      RequestEvent event, boolean isReturning, Baseline baseline, long appendedMs) {
    boolean without = event.getClientKind() != ClientKind.SESSION;
    boolean viewed = without && !event.getProduct().isEmpty();
    boolean rated = viewed && baseline.knowsProducts();
    return new CohortPage(
        event,
        without,
        isReturning ? Distinct.hash(event.getNetwork()) | 1 : 0,
        without ? Distinct.hash(event.getNetwork()) : 0,
        viewed ? Distinct.hash(event.getProduct()) : 0,
        viewed,
        rated,
        rated ? Math.round(baseline.popularityRatio(event.getProduct()) * MICROS) : 0,
        Math.floorMod(event.getRoute().hashCode(), ROUTES),
        !Sight.ASSETS.in(event.getSight()),
        Sight.MISSES_ONLY.in(event.getSight()),
        appendedMs);
  }
}
