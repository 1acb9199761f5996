package io.mastiff.data.simulate;

import io.mastiff.event.PageType;

/**
 * One page that a visitor asks for.
 *
 * @param waitMs pause since the page before
 * @param product rank of the product by popularity, or -1
 * @param category index, or -1
 * @param page number of the list page, from 1
 * @param facet index of a facet combination, or -1
 */
public record Step(long waitMs, PageType type, int product, int category, int page, int facet) {
  static Step of(long waitMs, PageType type) {
    return new Step(waitMs, type, -1, -1, 1, -1);
  }

  public static Step product(long waitMs, int rank) {
    return new Step(waitMs, PageType.PRODUCT, rank, -1, 1, -1);
  }

  static Step listing(long waitMs, int category, int page, int facet) {
    return new Step(waitMs, PageType.LISTING, -1, category, page, facet);
  }
}
