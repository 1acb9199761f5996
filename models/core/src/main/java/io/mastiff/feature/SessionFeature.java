package io.mastiff.feature;

import java.util.Set;

/**
 * The measured columns of a session, in the order of the vector.
 *
 * <p>Each has a range; its missing value is one below the range, so that trees can tell it apart.
 */
public enum SessionFeature {
  PAGES_LOG("21", 0, 20, "ln(1 + pages)", "never", "pages asked for"),
  REQUESTS_LOG("21", 0, 20, "ln(1 + requests)", "never", "requests in all"),
  GAP_LOG_MEAN("22", -5, 8, "mean of ln(gap in s) between pages", "under 3 gaps", "pace"),
  GAP_CV("22", 0, 50, "sd(gap) / mean(gap)", "under 3 gaps", "evenness of the pauses"),
  GAP_LOG_SD("23", 0, 10, "sd(ln gap)", "under 3 gaps", "spread of the pauses"),
  BURSTINESS("24", -1, 2, "Kim-Jo burstiness of the gaps", "under 3 gaps", "burstiness"),
  GAP_MEMORY("25", -1, 1, "correlation of neighbouring gaps", "under 4 gap pairs", "rhythm"),
  GAP_MODE_SHARE(
      "26",
      0,
      1,
      "share of the last 64 gaps within 5% of their median",
      "under 4 gaps",
      "share of pauses that are alike"),
  MAX_BARRAGE("28", 0, 64, "most pages in any 2 s", "never", "most pages within two seconds"),
  ASSET_RATIO("30", 0, 200, "assets per page", "assets not visible", "assets per page"),
  ASSET_KINDS("31", 0, 7, "kinds of assets", "assets not visible", "kinds of assets"),
  ASSET_ENTROPY("31", 0, 3, "entropy of asset kinds, bits", "assets not visible", "mix of assets"),
  HEAD_SHARE("33", 0, 1, "HEAD requests per request", "never", "share of HEAD requests"),
  ERROR_SHARE("33", 0, 1, "4xx per answered request", "no answer seen", "share of 4xx answers"),
  PRODUCT_404_SHARE(
      "33",
      0,
      1,
      "404 per answered product page",
      "no answered product page",
      "share of products that do not exist"),
  PRODUCT_SHARE_NO_CART(
      "37",
      0,
      1,
      "product pages per page, 0 once a cart was seen",
      "never",
      "share of product pages without a cart"),
  PRODUCTS_LOG("37", 0, 20, "ln(1 + product pages)", "never", "product pages"),
  PAGE_SWEEP("39", 0, 20, "ln(1 + highest list page number)", "never", "depth of list pages"),
  FACET_SWEEP(
      "39", 0, 5, "ln(1 + distinct facet combinations, at most 64)", "never", "facet combinations");

  private final String number;
  private final double min;
  private final double max;
  private final String formula;
  private final String missingWhen;
  private final String phrase;

  SessionFeature(
      String number, double min, double max, String formula, String missingWhen, String phrase) {
    this.number = number;
    this.min = min;
    this.max = max;
    this.formula = formula;
    this.missingWhen = missingWhen;
    this.phrase = phrase;
  }

  /** Number in the feature reference. */
  public String number() {
    return number;
  }

  public double min() {
    return min;
  }

  public double max() {
    return max;
  }

  public String formula() {
    return formula;
  }

  public String missingWhen() {
    return missingWhen;
  }

  /** What the value is, in words for a support desk. */
  public String phrase() {
    return phrase;
  }

  /** The value that stands for "not known": one below the range. */
  public double missing() {
    return min - 1;
  }

  /** What it is measured from beside the pages themselves: of {@link FeatureSchema#ORIGINS}. */
  public Set<String> origins() {
    return switch (this) {
      case ASSET_RATIO, ASSET_KINDS, ASSET_ENTROPY -> Set.of("assets");
      case ERROR_SHARE, PRODUCT_404_SHARE -> Set.of("status");
      default -> Set.of();
    };
  }

  /** Column name, lower case. */
  public String column() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  double clamp(double value) {
    return Math.max(min, Math.min(max, value));
  }
}
