package io.mastiff.edge.route;

import io.mastiff.event.AssetKind;
import java.util.List;

/**
 * What a request asks for.
 *
 * @param path without query, at most 512 characters
 * @param product id of the product, or empty
 * @param facets names of the query parameters, sorted, at most 16
 * @param facetValues hash of names and values; 0 without any
 * @param page number of a list page; 0 without one
 */
public record RouteMatch(
    Route route,
    String path,
    AssetKind assetKind,
    String product,
    List<String> facets,
    long facetValues,
    int page) {}
