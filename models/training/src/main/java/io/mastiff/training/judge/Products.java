package io.mastiff.training.judge;

import io.mastiff.feature.SessionFeature;

/** What a row's session has had of the catalogue. */
final class Products {
  private Products() {}

  /**
   * How many different products it asked for, as its features tell it: its product pages times the
   * share of them that are different. An estimate over 4,000 of them, since the share is.
   */
  static double of(double[] x) {
    double views = Math.expm1(Math.max(0, x[SessionFeature.PRODUCTS_LOG.ordinal()]));
    double different = x[SessionFeature.PRODUCT_DISTINCT.ordinal()];
    return different == SessionFeature.PRODUCT_DISTINCT.missing() ? views : views * different;
  }
}
