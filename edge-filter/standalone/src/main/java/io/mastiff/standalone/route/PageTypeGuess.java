package io.mastiff.standalone.route;

import io.mastiff.edge.route.RouteTable;
import io.mastiff.event.PageType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Guesses what kind of page a path leads to: by the default routes, then by words in it. */
final class PageTypeGuess {
  private static final Map<PageType, Set<String>> WORDS =
      Map.of(
          PageType.PRODUCT,
          Set.of("p", "product", "products", "produkt", "artikel", "item", "dp", "sku", "detail"),
          PageType.LISTING,
          Set.of("c", "category", "kategorie", "collection", "catalog", "brand", "filter", "list"),
          PageType.SEARCH,
          Set.of("search", "suche", "find", "recherche", "buscar"),
          PageType.CART,
          Set.of("cart", "basket", "warenkorb", "panier"),
          PageType.CHECKOUT,
          Set.of("checkout", "kasse", "payment"),
          PageType.ACCOUNT,
          Set.of("account", "login", "register", "customer", "konto", "profile"),
          PageType.API,
          Set.of("api", "ajax", "graphql", "rest"));

  private static final List<PageType> ORDER =
      List.of(
          PageType.API,
          PageType.CHECKOUT,
          PageType.CART,
          PageType.ACCOUNT,
          PageType.SEARCH,
          PageType.PRODUCT,
          PageType.LISTING);

  private final RouteTable defaults = new RouteTable(List.of());

  /** The type of a template, of which this is an example. */
  PageType of(String template, String example) {
    PageType known = defaults.match(example).route().pageType();
    if (known != PageType.OTHER) {
      return known;
    }
    Set<String> words = Set.copyOf(List.of(template.toLowerCase(Locale.ROOT).split("[^a-z]+")));
    return ORDER.stream()
        .filter(type -> WORDS.getOrDefault(type, Set.of()).stream().anyMatch(words::contains))
        .findFirst()
        .orElse(PageType.OTHER);
  }
}
