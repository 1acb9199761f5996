package io.mastiff.standalone.store;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The demo store's pages.
 *
 * <p>Home, categories with pages and facets, search, products, cart, checkout and the price
 * interface ask the {@link Database}; assets, robots.txt and the sitemap do not.
 */
final class StoreServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final byte[] PIXELS = new byte[2_000];

  private final transient Database database;

  StoreServlet(Database database) {
    this.database = database;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    if (StaticFiles.serve(path, request, response)) {
      return;
    }
    long cost = cost(path);
    try {
      if (!database.query(cost)) {
        response.setHeader("Retry-After", "2");
        send(response, 503, "text/plain", "The store is overloaded.");
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      send(response, 503, "text/plain", "The store is closing.");
      return;
    }
    page(path, request, response);
  }

  /** Service time of a route in milliseconds. */
  private static long cost(String path) {
    if (path.equals("/search")) {
      return 40;
    }
    if (path.startsWith("/c/")) {
      return 32;
    }
    return path.startsWith("/checkout") || path.startsWith("/order") ? 32 : 29;
  }

  private static void page(String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (path.startsWith("/p/")) {
      product(number(path, 3), response);
    } else if (path.startsWith("/api/price/")) {
      price(number(path, 11), response);
    } else if (path.startsWith("/c/")) {
      String page = request.getParameter("page");
      int number = page == null ? 1 : number("/" + page, 1);
      html(response, 200, Pages.listing(number(path, 3), Math.max(1, number)));
    } else {
      switch (path) {
        case "/" -> html(response, 200, Pages.listing(0, 1));
        case "/search" -> html(response, 200, Pages.listing(7, 1));
        case "/cart", "/checkout", "/order/confirmed" ->
            html(response, 200, Pages.simple(path.substring(1)));
        default -> html(response, 404, Pages.simple("not found"));
      }
    }
  }

  private static void product(int id, HttpServletResponse response) throws IOException {
    boolean exists = StoreCatalogue.exists(id);
    html(response, exists ? 200 : 404, exists ? Pages.product(id) : Pages.simple("not found"));
  }

  private static void price(int id, HttpServletResponse response) throws IOException {
    if (StoreCatalogue.exists(id)) {
      String json = "{\"id\":" + id + ",\"price\":\"" + StoreCatalogue.price(id) + "\"}";
      send(response, 200, "application/json", json);
    } else {
      send(response, 404, "application/json", "{}");
    }
  }

  private static int number(String path, int from) {
    try {
      return Integer.parseInt(path.substring(from));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static void html(HttpServletResponse response, int status, String body)
      throws IOException {
    response.setHeader("Cache-Control", "private, no-cache");
    send(response, status, "text/html; charset=utf-8", body);
  }

  static void send(HttpServletResponse response, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  static byte[] pixels() {
    return PIXELS;
  }
}
