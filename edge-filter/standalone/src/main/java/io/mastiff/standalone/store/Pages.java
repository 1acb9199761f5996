package io.mastiff.standalone.store;

/** The demo store's HTML. */
final class Pages {
  private static final String HEAD =
      """
      <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Demo store</title>
      <link rel="stylesheet" href="/assets/shop.css"><link rel="icon" href="/favicon.ico">
      <script src="/assets/shop.js" defer></script><script src="/assets/basket.js" defer></script>
      <link rel="preload" href="/assets/text.woff2" as="font"></head><body>
      <header><img src="/assets/logo.svg" alt="Demo store"> <a href="/cart">Cart</a></header>
      """;
  private static final String FOOT = "</body></html>\n";

  private Pages() {}

  static String product(int id) {
    return HEAD
        + "<main><h1>"
        + StoreCatalogue.name(id)
        + "</h1>"
        + "<img src=\"/img/"
        + id
        + "-1.jpg\" alt=\"\"><img src=\"/img/"
        + id
        + "-2.jpg\" alt=\"\">"
        + "<p class=\"price\">"
        + StoreCatalogue.price(id)
        + " EUR</p>"
        + "<form method=\"post\" action=\"/cart\"><button>Add to cart</button></form></main>"
        + FOOT;
  }

  static String listing(int category, int page) {
    StringBuilder html = new StringBuilder(HEAD).append("<main><ul>");
    for (int i = 0; i < StoreCatalogue.PAGE_SIZE; i++) {
      int id = StoreCatalogue.idInCategory(Math.floorMod(category, 25), page - 1, i);
      html.append("<li><a href=\"/p/").append(id).append("\">").append(StoreCatalogue.name(id));
      html.append("</a> ").append(StoreCatalogue.price(id));
      if (i < 6) {
        html.append("<img src=\"/img/").append(id).append("-s.jpg\" alt=\"\">");
      }
      html.append("</li>\n");
    }
    return html.append("</ul></main>").append(FOOT).toString();
  }

  static String simple(String title) {
    return HEAD + "<main><h1>" + title + "</h1></main>" + FOOT;
  }
}
