package io.mastiff.edge.route;

import com.dynatrace.hash4j.hashing.Hashing;
import io.mastiff.event.PageType;

/**
 * One row of the route table.
 *
 * @param template path whose segments are literal, {@code {name}} (one segment) or, last, {@code *}
 * @param timed whether how long its answers take says something of the store's load
 * @param templateHash a number for the template
 * @param cost what one request takes from a limit, in tenths of an ordinary page
 */
public record Route(
    String template,
    PageType pageType,
    RouteClass routeClass,
    int cost,
    boolean timed,
    long templateHash) {
  public static final int ORDINARY_COST = 10;

  public Route(String template, PageType pageType, RouteClass routeClass, int cost) {
    this(template, pageType, routeClass, cost, isTimed(routeClass), hash(template));
  }

  /** The number of a template. */
  public static long hash(String template) {
    return Hashing.komihash5_0().hashCharsToLong(template);
  }

  public Route {
    if (!template.startsWith("/")) {
      throw new IllegalArgumentException("a route template starts with /: " + template);
    }
    if (cost < 0 || cost > 10_000) {
      throw new IllegalArgumentException("a route costs 0 to 10000 tenths, not " + cost);
    }
  }

  static Route of(String template, PageType type) {
    return new Route(template, type, classOf(type), type == PageType.ROBOTS ? 0 : ORDINARY_COST);
  }

  /** Payment, logins elsewhere and calls of machines wait for others. */
  public static boolean isTimed(RouteClass routeClass) {
    return routeClass != RouteClass.MACHINE
        && routeClass != RouteClass.RETURN
        && routeClass != RouteClass.CHECKOUT;
  }

  public Route withTimed(boolean value) {
    return new Route(template, pageType, routeClass, cost, value, templateHash);
  }

  /** The class that a page type has unless the operator says otherwise. */
  public static RouteClass classOf(PageType type) {
    return switch (type) {
      case SEARCH -> RouteClass.SEARCH;
      case CART -> RouteClass.CART;
      case CHECKOUT, ORDER_CONFIRMED -> RouteClass.CHECKOUT;
      case ACCOUNT -> RouteClass.ACCOUNT;
      case API -> RouteClass.API;
      case ASSET -> RouteClass.ASSET;
      case MACHINE -> RouteClass.MACHINE;
      case ROBOTS -> RouteClass.ROBOTS;
      default -> RouteClass.PAGE;
    };
  }
}
