package io.mastiff.feature;

import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;

/** Which requests count as pages. */
public final class PageTypes {
  private PageTypes() {}

  /** Whether the request is one that a person or a scraper chose, not pulled in by a page. */
  public static boolean isPage(PageType type) {
    return switch (type) {
      case HOME, SEARCH, LISTING, PRODUCT, CART, CHECKOUT, API, ORDER_CONFIRMED, ACCOUNT, OTHER ->
          true;
      default -> false;
    };
  }

  /** Whether the event is of use to features: not one that a door denied. */
  public static boolean isServed(RequestEvent event) {
    return !event.getEnforced() || event.getAction().getNumber() <= 2;
  }
}
