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
  /** What the store's own app asks for: no assets, no referer, no cookie by nature. */
  APP,
  /** Webhooks of payment and carriers: never challenged. */
  MACHINE,
  /** Where payment and login send people back to: never denied, challenged or queued. */
  RETURN,
  /** robots.txt: always served. */
  ROBOTS;

  /** Whether a visitor who holds a valid session is never turned away here by a learned entry. */
  public boolean isProtected() {
    return this == CART || this == CHECKOUT || this == ACCOUNT;
  }
}
