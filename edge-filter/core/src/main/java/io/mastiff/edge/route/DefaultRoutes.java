package io.mastiff.edge.route;

import io.mastiff.event.PageType;
import java.util.ArrayList;
import java.util.List;

/** The table for shops that have not written one: paths that common shop software uses. */
final class DefaultRoutes {
  /** Before checkout and account in the table, since they lie below these. */
  private static final List<String> RETURNS =
      List.of(
          "/payment/return",
          "/payment/return/*",
          "/payment/complete",
          "/checkout/return",
          "/checkout/return/*",
          "/checkout/payment/return",
          "/paypal/return",
          "/klarna/return",
          "/3ds/*",
          "/auth/callback",
          "/auth/callback/*",
          "/oauth/callback",
          "/oauth2/callback/*",
          "/login/oauth2/code/*",
          "/login/callback",
          "/saml/acs",
          "/saml/acs/*");

  private DefaultRoutes() {}

  static List<Route> all() {
    List<Route> routes = new ArrayList<>();
    add(routes, PageType.HOME, "/", "/index.html", "/index.php", "/home");
    add(routes, PageType.ROBOTS, "/robots.txt");
    add(
        routes,
        PageType.MACHINE,
        "/.well-known/*",
        "/webhook/*",
        "/webhooks/*",
        "/hooks/*",
        "/payment/notify/*",
        "/ipn/*");
    add(
        routes,
        PageType.PRODUCT,
        "/p/{product}",
        "/product/{product}",
        "/product/{product}/*",
        "/products/{product}",
        "/products/{product}/*",
        "/dp/{product}",
        "/item/{product}",
        "/artikel/{product}",
        "/collections/{category}/products/{product}");
    add(
        routes,
        PageType.LISTING,
        "/c/{category}",
        "/c/{category}/*",
        "/category/{category}",
        "/category/{category}/*",
        "/categories/{category}",
        "/collections/{category}",
        "/browse/*",
        "/filter/*",
        "/brand/{brand}",
        "/brand/{brand}/*",
        "/tag/{tag}",
        "/products",
        "/shop",
        "/sale",
        "/deals");
    add(
        routes,
        PageType.SEARCH,
        "/search",
        "/search/*",
        "/s",
        "/find",
        "/suche",
        "/catalogsearch/*");
    for (String template : RETURNS) {
      routes.add(new Route(template, PageType.OTHER, RouteClass.RETURN, Route.ORDINARY_COST));
    }
    add(routes, PageType.CART, "/cart", "/cart/*", "/basket", "/basket/*", "/warenkorb");
    add(
        routes,
        PageType.ORDER_CONFIRMED,
        "/order/confirmed",
        "/order/confirmed/*",
        "/order-confirmation",
        "/checkout/success",
        "/checkout/confirmed",
        "/checkout/onepage/success",
        "/checkout/order-received/*",
        "/order-received/*",
        "/thank-you",
        "/thankyou");
    add(routes, PageType.CHECKOUT, "/checkout", "/checkout/*", "/kasse", "/kasse/*", "/order");
    add(
        routes,
        PageType.ACCOUNT,
        "/account",
        "/account/*",
        "/login",
        "/logout",
        "/register",
        "/customer/*",
        "/my/*",
        "/my-account",
        "/my-account/*");
    add(routes, PageType.API, "/api/*", "/graphql", "/wp-json/*", "/rest/*");
    return List.copyOf(routes);
  }

  private static void add(List<Route> routes, PageType type, String... templates) {
    for (String template : templates) {
      routes.add(Route.of(template, type));
    }
  }
}
