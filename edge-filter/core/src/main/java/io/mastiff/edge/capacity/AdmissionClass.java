package io.mastiff.edge.capacity;

import io.mastiff.edge.Sighting;
import io.mastiff.edge.crawler.CrawlerState;
import io.mastiff.edge.route.RouteClass;
import io.mastiff.edge.shape.Claim.Family;
import io.mastiff.event.PageType;

/**
 * Who is served first when the store runs short, most deserving first.
 *
 * <p>A class is admitted while less than its share of the limit is under way (trunk reservation, as
 * telephone networks keep lines free for calls that matter more): a flood of one class fills its
 * own share and leaves what is above to the classes before it.
 */
public enum AdmissionClass {
  CHECKOUT(1.00),
  CART(1.00),
  SIGNED_IN(0.97),
  RETURNING(0.94),
  STRANGER(0.85),
  SEARCH(0.60),
  CRAWLER(0.45),
  AUTOMATION(0.25);

  private static final AdmissionClass[] ALL = values();

  private final double share;

  AdmissionClass(double share) {
    this.share = share;
  }

  /** Share of the limit that this class and the less deserving may fill together. */
  public double share() {
    return share;
  }

  /**
   * The share for who was asked to wait before: it grows half way to that of the class before, so
   * that who came first gets in while newcomers of the class do not, and the class before keeps
   * room of its own.
   *
   * @param waited 0 for a newcomer to 1 for who has waited long
   */
  double share(double waited) {
    return ordinal() == 0 ? share : share + waited / 2 * (ALL[ordinal() - 1].share - share);
  }

  /** Whether it may exceed the limit, up to the ceiling. */
  boolean mayExceed() {
    return this == CHECKOUT || this == CART;
  }

  /** The class of a request. */
  public static AdmissionClass of(Sighting s) {
    if (s.crawler() != CrawlerState.NONE) {
      return s.crawler() == CrawlerState.VERIFIED ? CRAWLER : AUTOMATION;
    }
    RouteClass route = s.route().route().routeClass();
    boolean known = s.isAged() || s.standing().isVouchedFor();
    if (known && (route == RouteClass.CHECKOUT || route == RouteClass.RETURN)) {
      return CHECKOUT;
    }
    if (known && (route == RouteClass.CART || route == RouteClass.ACCOUNT)) {
      return CART;
    }
    if (s.standing().signedIn()) {
      return SIGNED_IN;
    }
    if (s.visitor().returned()) {
      return RETURNING;
    }
    return ofStranger(s, route);
  }

  private static AdmissionClass ofStranger(Sighting s, RouteClass route) {
    Family family = s.claim().family();
    boolean program =
        family == Family.LIBRARY
            || family == Family.HEADLESS
            || family == Family.NONE
            || Integer.bitCount(s.incoherence()) >= 2;
    if (program && route != RouteClass.APP && route != RouteClass.API) {
      return AUTOMATION;
    }
    boolean search =
        route == RouteClass.SEARCH
            || (s.route().route().pageType() == PageType.LISTING
                && s.route().hasQuery()
                && !s.route().facets().isEmpty());
    return search ? SEARCH : STRANGER;
  }
}
