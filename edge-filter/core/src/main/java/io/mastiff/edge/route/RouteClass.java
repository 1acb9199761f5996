package io.mastiff.edge.route;

/** How a route is treated when shoppers and scrapers compete. */
public enum RouteClass {
  PAGE,
  SEARCH,
  CART,
  CHECKOUT,
  ACCOUNT,
  API,
  ASSET,
  /** Webhooks of payment and carriers, the store's own app: never challenged. */
  MACHINE,
  /** robots.txt: always served. */
  ROBOTS;

  /** Whether a visitor who holds a valid session is never turned away here by a learned entry. */
  public boolean isProtected() {
    return this == CART || this == CHECKOUT || this == ACCOUNT;
  }
}
