package io.mastiff.data.simulate.family;

/**
 * What a program reads, and in which order.
 *
 * @param part share of the catalogue that it is after, from a place of its own on
 * @param api share of products that it asks the price interface for, not the page
 * @param lists share of list pages between products
 * @param missing share of products that it asks for and that are no more
 * @param carts share of pages after which it puts something in the cart
 * @param watched how many products it watches
 * @param everySeconds after how long it begins anew, for orders that watch
 * @param popular exponent with which it prefers what is popular; 0 for none
 */
public record Walk(
    Order order,
    double part,
    double api,
    double lists,
    double missing,
    double carts,
    Draw watched,
    Draw everySeconds,
    double popular) {
  /**
   * The order.
   *
   * <pre>
   * SEQUENTIAL  products by their number
   * SITEMAP     products in the sitemap's order
   * RANDOM      products at random, each once
   * POPULARITY  what people like most comes first
   * LISTS       list after list, page by page, and products on them
   * SEARCHES    searches and facets in all combinations, and products found
   * WATCH       the same products again and again
   * PERSON      as a person would, with other products
   * GOAL        often a search, then a few products, a comparison, seldom the cart
   * STOCK       one to five products, polled
   * PATHS       the paths of `opening` alone, again and again
   * </pre>
   */
  public enum Order {
    SEQUENTIAL,
    SITEMAP,
    RANDOM,
    POPULARITY,
    LISTS,
    SEARCHES,
    WATCH,
    PERSON,
    GOAL,
    STOCK,
    PATHS
  }
}
