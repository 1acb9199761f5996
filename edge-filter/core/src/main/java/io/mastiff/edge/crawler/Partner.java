package io.mastiff.edge.crawler;

import io.mastiff.edge.client.NetworkSet;
import io.mastiff.edge.limit.Limits;
import java.util.List;

/**
 * A scraper that the shop welcomes: a price comparison, a marketplace's feed, a monitor.
 *
 * @param keyHash SHA-256 of the key that it sends in {@code Mastiff-Partner}, as lower-case hex;
 *     empty where it has none
 * @param networks where it may come from; empty for anywhere
 * @param signatureAgent host whose keys sign its requests (Web Bot Auth), or empty
 * @param routes templates that it may read; empty for all
 * @param rate its own quota, instead of every other limit
 */
public record Partner(
    String name,
    String keyHash,
    NetworkSet networks,
    String signatureAgent,
    List<String> routes,
    Limits.Rate rate) {
  public Partner {
    routes = List.copyOf(routes);
  }

  public boolean mayRead(String template) {
    return routes.isEmpty() || routes.contains(template);
  }
}
