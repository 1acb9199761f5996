package io.mastiff.standalone.store;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Assets, robots.txt and the sitemap: everything that needs no database. */
final class StaticFiles {
  private static final String ETAG = "\"v1\"";

  private StaticFiles() {}

  /** Answers when {@code path} is static; says whether it did. */
  static boolean serve(String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (path) {
      case "/robots.txt" ->
          StoreServlet.send(
              response,
              200,
              "text/plain",
              "User-agent: *\nDisallow: /cart\nDisallow: /checkout\nSitemap: /sitemap.xml\n");
      case "/sitemap.xml" -> StoreServlet.send(response, 200, "application/xml", sitemap());
      default -> {
        if (!isAsset(path)) {
          return false;
        }
        asset(request, response);
      }
    }
    return true;
  }

  private static boolean isAsset(String path) {
    return path.startsWith("/assets/") || path.startsWith("/img/") || path.equals("/favicon.ico");
  }

  private static void asset(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "public, max-age=3600");
    response.setHeader("ETag", ETAG);
    if (ETAG.equals(request.getHeader("If-None-Match"))) {
      response.setStatus(304);
      return;
    }
    byte[] bytes = StoreServlet.pixels();
    response.setContentType("application/octet-stream");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  private static String sitemap() {
    StringBuilder xml =
        new StringBuilder("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (int i = 0; i < StoreCatalogue.PRODUCTS; i++) {
      xml.append("<url><loc>/p/").append(StoreCatalogue.idOfIndex(i)).append("</loc></url>\n");
    }
    return xml.append("</urlset>\n").toString();
  }
}
