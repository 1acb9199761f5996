package io.mastiff.standalone.store;

import java.util.List;
import java.util.Locale;

/**
 * The demo store's 5,000 products in 25 categories; everything follows from the product's number.
 */
public final class StoreCatalogue {
  public static final int PRODUCTS = 5_000;
  public static final int CATEGORIES = 25;
  static final int PAGE_SIZE = 24;
  private static final int FIRST_ID = 10_000;
  private static final int STRIDE = 7_919;
  private static final List<String> NAMES =
      List.of("lamp", "chair", "kettle", "jacket", "boots", "scarf", "table", "clock", "radio");
  private static final List<String> COLOURS = List.of("red", "green", "blue", "black", "white");

  private StoreCatalogue() {}

  /** The id of the product that is {@code rank}-th in popularity. */
  public static int idOfRank(int rank) {
    return FIRST_ID + (int) ((long) rank * STRIDE % PRODUCTS);
  }

  /** The id of the product that is {@code index}-th in the sitemap. */
  public static int idOfIndex(int index) {
    return FIRST_ID + Math.floorMod(index, PRODUCTS);
  }

  static boolean exists(int id) {
    return id >= FIRST_ID && id < FIRST_ID + PRODUCTS;
  }

  static String name(int id) {
    return COLOURS.get(id % 5) + " " + NAMES.get(id % NAMES.size()) + " " + id;
  }

  static String price(int id) {
    return String.format(Locale.ROOT, "%d.%02d", 5 + id * 37 % 400, id * 13 % 100);
  }

  static int idInCategory(int category, int page, int position) {
    int index = (page * PAGE_SIZE + position) * CATEGORIES + category;
    return idOfIndex(index);
  }
}
