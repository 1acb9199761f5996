package io.mastiff.edge.route;

import io.mastiff.event.PageType;
import java.util.ArrayList;
import java.util.List;

/** The table for shops that have not written one: paths that common shop software uses. */
final class DefaultRoutes {
  private DefaultRoutes() {}

  static List<Route> all() {
    List<Route> routes = new ArrayList<>();
    add(routes, PageType.HOME, "/", "/index.html", "/index.php", "/home");
    add(routes, PageType.ROBOTS, "/robots.txt", "/sitemap.xml", "/sitemap_index.xml");
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
