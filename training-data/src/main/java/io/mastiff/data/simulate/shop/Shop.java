package io.mastiff.data.simulate.shop;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A shop: how large it is, what people like in it, and where its pages are.
 *
 * <p>Popularity falls with the power {@code alpha} of a product's rank. Ids follow neither
 * popularity nor the sitemap: each is an order of its own. A product's category follows from its
 * id; in each, popularity falls in the same way. Not safe for several threads.
 */
public final class Shop {
  /** Products on a list page. */
  public static final int PAGE_SIZE = 24;

  private static final int FIRST_ID = 10_000;
  private static final List<String> PRODUCT_PATHS =
      List.of("/p/", "/product/", "/products/", "/item/");
  private static final List<String> LIST_PATHS = List.of("/c/", "/category/", "/collections/");
  private static final List<String> SEARCH_PATHS = List.of("/search?q=", "/suche?q=");
  private static final List<String> WORDS =
      List.of("lamp", "chair", "kettle", "jacket", "boots", "scarf", "table", "clock", "radio");

  private final int products;
  private final int categories;
  private final double alpha;
  private final long stride;
  private final boolean scripted;
  private final String productPath;
  private final String listPath;
  private final String searchPath;
  private int @Nullable [][] ranked;

  public Shop(int products, int categories, double alpha, boolean scripted, long seed) {
    this.products = products;
    this.categories = Math.max(1, Math.min(categories, products));
    this.alpha = alpha;
    this.scripted = scripted;
    this.stride = stride(products, seed);
    this.productPath = pick(PRODUCT_PATHS, seed);
    this.listPath = pick(LIST_PATHS, seed >>> 8);
    this.searchPath = pick(SEARCH_PATHS, seed >>> 16);
  }

  private static String pick(List<String> of, long seed) {
    return of.get((int) Long.remainderUnsigned(seed, of.size()));
  }

  private static long stride(int products, long seed) {
    long wanted = 7_919 + Long.remainderUnsigned(seed >>> 24, 1_000);
    while (gcd(wanted % products == 0 ? products : wanted % products, products) != 1) {
      wanted++;
    }
    return wanted % products == 0 ? 1 : wanted % products;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  public int products() {
    return products;
  }

  public int categories() {
    return categories;
  }

  public double alpha() {
    return alpha;
  }

  /** Whether pages after the first come as calls of a script. */
  public boolean scripted() {
    return scripted;
  }

  /** Index by id of the product that is {@code rank}-th in popularity. */
  public int ofRank(long rank) {
    return (int) (Math.floorMod(rank, (long) products) * stride % products);
  }

  /** Index by id of the {@code n}-th product in the sitemap, which lists newest first. */
  public int ofSitemap(long n) {
    return products - 1 - Math.floorMod(n, products);
  }

  /** Index by id of a product that somebody opens. */
  public int popular(RandomGenerator random, double exponent) {
    return ofRank(rank(products, random, exponent));
  }

  /** The same among the products of a category. */
  public int popular(RandomGenerator random, double exponent, int category) {
    int[] ranked = ranked()[category];
    return ranked[rank(ranked.length, random, exponent)];
  }

  /** A rank below {@code of}, drawn from a power law by inversion. */
  private static int rank(int of, RandomGenerator random, double exponent) {
    double u = random.nextDouble();
    double rank;
    if (Math.abs(exponent - 1) < 1e-6) {
      rank = Math.pow(of + 1.0, u);
    } else {
      double power = 1 - exponent;
      rank = Math.pow(1 + u * (Math.pow(of + 1.0, power) - 1), 1 / power);
    }
    return (int) Math.min(of - 1L, (long) rank - 1);
  }

  /** The products of each category, most popular first. */
  private int[][] ranked() {
    int[][] known = ranked;
    if (known == null) {
      known = new int[categories][];
      int[] filled = new int[categories];
      for (int category = 0; category < categories; category++) {
        known[category] = new int[(products - category + categories - 1) / categories];
      }
      for (int rank = 0; rank < products; rank++) {
        int product = ofRank(rank);
        int category = categoryOf(product);
        known[category][filled[category]++] = product;
      }
      ranked = known;
    }
    return known;
  }

  public int categoryOf(int product) {
    return product % categories;
  }

  /** List pages of a category. */
  public int listPages() {
    return Math.max(1, (products / categories + PAGE_SIZE - 1) / PAGE_SIZE);
  }

  public String product(int index) {
    return productPath + (FIRST_ID + index);
  }

  /** A product that is no more. */
  public String missing(int index) {
    return product(products + 5 + index);
  }

  public String api(int index) {
    return "/api/products/" + (FIRST_ID + index);
  }

  /** Page {@code page}, from 1, of a category; {@code facet} below 0 for none. */
  public String list(int category, int page, int facet) {
    String path = listPath + category;
    String first =
        facet < 0 ? "" : "?colour=" + facet % 12 + (facet >= 12 ? "&size=" + facet / 12 : "");
    return page <= 1 ? path + first : path + first + (first.isEmpty() ? "?" : "&") + "page=" + page;
  }

  public String search(int word) {
    String term = WORDS.get(Math.floorMod(word, WORDS.size()));
    return searchPath + (word < WORDS.size() ? term : term + "+" + word / WORDS.size());
  }
}
