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
      "39", 0, 5, "ln(1 + distinct facet combinations, at most 64)", "never", "facet combinations"),
  SESSION_LOG("21", 0, 20, "ln(1 + seconds from the first request to the last)", "never", "length"),
  POST_SHARE("33", 0, 1, "neither GET nor HEAD per request", "never", "share of other methods"),
  ROBOTS_LOG(
      "34",
      0,
      10,
      "ln(1 + requests for robots.txt and sitemaps)",
      "never",
      "robots.txt and sitemaps"),
  CONDITIONAL_SHARE(
      "32", 0, 1, "conditional per asset request", "no asset with fields", "assets asked for anew"),
  NOT_MODIFIED_SHARE(
      "32", 0, 1, "304 per answered asset", "no answered asset", "assets found unchanged"),
  COLD_DEEP(
      "18",
      0,
      1,
      "1 where the first page is deep, without a referer and a returned cookie",
      "referer not visible",
      "began deep in the shop out of nowhere"),
  REFERER_NONE_SHARE(
      "20",
      0,
      1,
      "pages after the first without a referer",
      "under 2 pages, or referer not visible",
      "pages that come from nowhere"),
  REFERER_BREAK(
      "20",
      0,
      1,
      "internal referers that are none of the last 64 pages",
      "no internal referer",
      "pages said to come from where the visitor was not"),
  REFERER_CHAIN(
      "36",
      0,
      1,
      "internal referers that are the page right before",
      "no internal referer",
      "pages opened from the last one"),
  TREE_DEPTH(
      "36",
      0,
      10,
      "ln(1 + deepest page in the tree of referers)",
      "no internal referer",
      "how deep links were followed"),
  HOME_SHARE("35", 0, 1, "home pages per page", "no page", "share of home pages"),
  SEARCH_SHARE("35", 0, 1, "searches per page", "no page", "share of searches"),
  LISTING_SHARE("35", 0, 1, "list pages per page", "no page", "share of list pages"),
  API_SHARE("35", 0, 1, "API calls per page", "no page", "share of API calls"),
  SAME_TYPE_RUN(
      "35",
      0,
      1,
      "longest run of pages of one type per page",
      "under 3 pages",
      "pages of one type in a row"),
  PRODUCT_DISTINCT(
      "40",
      0,
      1,
      "different products per product view",
      "under 2 product views",
      "share of products seen once"),
  POPULARITY_RATIO(
      "41",
      -4,
      4,
      "mean of ln((1 / N) / p) over the products viewed, each once, p its share of buyers' views",
      "no baseline, or no product view",
      "products that buyers do not look at"),
  POPULARITY_EVIDENCE(
      "41",
      -60,
      60,
      "sum of ln((1 / N) / p) over the products viewed, each once, p its share of buyers' views",
      "no baseline, or no product view",
      "evidence of products that buyers do not look at"),
  NAVIGATION_SURPRISE(
      "35",
      0,
      12,
      "mean of -ln of the share of buyers' pages that this type of page follows",
      "no baseline, or no page",
      "steps that buyers do not take"),
  PRODUCT_STEP_SHARE(
      "38",
      0,
      1,
      "steps of one between numbered products",
      "under 3 steps",
      "products one after the other by number"),
  PRODUCT_MONOTONE(
      "38",
      0,
      1,
      "|steps up - steps down| per step between numbered products",
      "under 3 steps",
      "products in the order of their numbers"),
  NETWORKS("44", 0, 3, "ln(1 + different networks, at most 16)", "never", "networks it came from"),
  SHAPES(
      "44", 0, 3, "ln(1 + different client shapes, at most 16)", "never", "kinds of software used"),
  HINT_CONFLICT(
      "10",
      0,
      1,
      "pages whose client hints contradict the user agent",
      "header fields not visible",
      "client hints that contradict the browser"),
  UNREDUCED_VERSION(
      "9",
      0,
      1,
      "pages with a minor version that browsers do not tell",
      "header fields not visible",
      "version told in full"),
  FETCH_CONFLICT(
      "11",
      0,
      1,
      "pages whose Sec-Fetch fields contradict one another",
      "header fields not visible",
      "Sec-Fetch fields that contradict one another"),
  BARE_HEADERS(
      "5",
      0,
      1,
      "pages of a browser without the fields it sends",
      "header fields not visible",
      "fields that a browser sends and that are not there"),
  NO_LANGUAGE(
      "12", 0, 1, "pages without a language", "language not visible", "no language asked for"),
  TLS_SURPRISE(
      "1",
      0,
      12,
      "mean of -ln of the share of buyers' JA4 among those of the same kind of software",
      "no JA4, or fewer than 20 such buyers",
      "a TLS greeting that buyers' browsers do not send"),
  ORDER_SURPRISE(
      "4",
      0,
      12,
      "mean of -ln of the share of buyers' shape among those of the same kind of software",
      "header fields not visible, or fewer than 20 such buyers",
      "header fields in an order that buyers' browsers do not send"),
  FIELDS_ABSENT(
      "5",
      0,
      20,
      "mean of header fields that over 99% of such buyers send and that are not there",
      "header fields not visible, or fewer than 200 such buyers",
      "header fields that buyers' browsers send and that are not there"),
  FIELDS_EXTRA(
      "6",
      0,
      20,
      "mean of header fields that under 0.5% of such buyers send",
      "header fields not visible, or fewer than 200 such buyers",
      "header fields that buyers' browsers do not send"),
  HINTS_SURPRISE(
      "8",
      0,
      12,
      "mean of -ln of the share of buyers' Sec-CH-UA among those of the same version",
      "no Sec-CH-UA, or fewer than 20 such buyers",
      "brands that this version of the browser does not tell"),
  LANGUAGE_SURPRISE(
      "12",
      0,
      12,
      "mean of -ln of the share of buyers' languages, in their country where it is known",
      "language not visible, or fewer than 20 such buyers",
      "languages that buyers do not ask for"),
  VERSION_LAG(
      "14",
      0,
      1,
      "mean share of buyers with the same kind of software whose version is newer",
      "no version told, or fewer than 20 such buyers",
      "a browser older than buyers'"),
  HOSTING_SHARE(
      "15",
      0,
      1,
      "pages from networks that rent out servers; 0.6 for those that hide whose they are",
      "no network database",
      "came from a data centre"),
  HOUR_SURPRISE(
      "29",
      -3,
      6,
      "mean of ln((1 / 24) / p), p the share of buyers who come at this hour of the day, UTC",
      "fewer than 200 buyers",
      "came at hours at which buyers sleep");

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
      case CONDITIONAL_SHARE, NOT_MODIFIED_SHARE -> Set.of("assets", "headers");
      case ROBOTS_LOG -> Set.of("robots");
      case COLD_DEEP, REFERER_NONE_SHARE, REFERER_BREAK, REFERER_CHAIN, TREE_DEPTH ->
          Set.of("referer");
      case NETWORKS -> Set.of("address");
      case SHAPES, HINT_CONFLICT, UNREDUCED_VERSION, FETCH_CONFLICT, BARE_HEADERS, NO_LANGUAGE ->
          Set.of("user-agent", "headers");
      case TLS_SURPRISE,
          ORDER_SURPRISE,
          FIELDS_ABSENT,
          FIELDS_EXTRA,
          HINTS_SURPRISE,
          LANGUAGE_SURPRISE ->
          Set.of("user-agent", "headers");
      case VERSION_LAG -> Set.of("user-agent");
      case HOSTING_SHARE -> Set.of("address");
      case HOUR_SURPRISE -> Set.of("time");
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
