package io.mastiff.edge.route;

import io.mastiff.event.AssetKind;
import io.mastiff.event.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request asks for; its texts are made when somebody asks. */
public final class RouteMatch {
  private static final int LONGEST_PRODUCT = 64;

  private final Route route;
  private final String text;
  private final short end;
  private final AssetKind assetKind;
  private final short productFrom;
  private final short productTo;
  private final @Nullable String target;
  private @Nullable Query query;

  /**
   * @param text canonical path in {@code text[0..end-1]}
   * @param productFrom start of the product's id in it, or -1
   * @param target where the query stands, or null without one
   */
  RouteMatch(
      Route route,
      String text,
      int end,
      AssetKind assetKind,
      int productFrom,
      int productTo,
      @Nullable String target) {
    this.route = route;
    this.text = text;
    this.end = (short) end;
    this.assetKind = assetKind;
    this.productFrom = (short) productFrom;
    this.productTo = (short) productTo;
    this.target = target;
  }

  public Route route() {
    return route;
  }

  /** The canonical path without query, at most 512 characters. */
  public String path() {
    return text.substring(0, end);
  }

  /** Whether the canonical path starts with this. */
  public boolean startsWith(String start) {
    return start.length() <= end && text.startsWith(start);
  }

  public AssetKind assetKind() {
    return assetKind;
  }

  /** Id of the product, or empty. */
  public String product() {
    return productFrom < 0
        ? ""
        : Texts.first(text.substring(productFrom, productTo), LONGEST_PRODUCT);
  }

  /** Whether it has a query at all. */
  public boolean hasQuery() {
    return target != null;
  }

  /** Names of the query parameters, sorted, at most 16. */
  public List<String> facets() {
    return query().names();
  }

  /** Hash of names and values; 0 without any. */
  public long facetValues() {
    return query().hash();
  }

  /** Number of a list page; 0 without one. */
  public int page() {
    return query().pageOn(route.pageType());
  }

  private Query query() {
    Query known = query;
    if (known == null) {
      String asked = target;
      known =
          asked == null || assetKind != AssetKind.ASSET_NONE
              ? Query.NONE
              : Query.parse(asked, asked.indexOf('?') + 1);
      query = known;
    }
    return known;
  }
}
