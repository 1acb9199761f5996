package io.mastiff.data.simulate.visit;

import java.util.List;

/** What belongs to the shop's pages: the same for all of them, and images of products. */
final class PageAssets {
  private static final List<Asset> COMMON =
      List.of(
          new Asset("/assets/shop.css", "style", 24_000, false),
          new Asset("/assets/vendor.js", "script", 91_000, false),
          new Asset("/assets/shop.js", "script", 38_000, false),
          new Asset("/assets/text.woff2", "font", 41_000, false),
          new Asset("/assets/track.js", "script", 12_000, true),
          new Asset("/img/logo.svg", "image", 3_000, false),
          new Asset("/favicon.ico", "image", 1_200, false));

  /** One asset; {@code tracking} where it measures visitors, as ad blockers see it. */
  record Asset(String target, String destination, long bytes, boolean tracking) {
    boolean isWanted(boolean images) {
      return images || !destination.equals("image");
    }
  }

  private PageAssets() {}

  static List<Asset> common() {
    return COMMON;
  }

  static Asset image(int product, int number) {
    return new Asset("/img/" + product + "-" + number + ".webp", "image", 30_000, false);
  }
}
