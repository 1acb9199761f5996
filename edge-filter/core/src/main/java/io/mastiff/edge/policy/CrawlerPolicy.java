package io.mastiff.edge.policy;

import io.mastiff.event.Action;
import java.util.List;
import java.util.Map;

/**
 * How declared crawlers are treated.
 *
 * @param folder operator's crawlers and ranges; empty for the shipped ones alone
 * @param dns whether names of addresses are asked for
 * @param nameServers {@code address} or {@code address:port}; empty for the system's
 * @param signatureHosts further hosts whose keys are fetched (Web Bot Auth), beside those of
 *     crawlers and partners
 * @param fake what is done with somebody who uses a crawler's name
 * @param budgets ordinary pages a second by crawler, where the crawler's own file is not followed
 */
public record CrawlerPolicy(
    String folder,
    boolean dns,
    List<String> nameServers,
    List<String> signatureHosts,
    Action fake,
    Map<String, Integer> budgets) {
  public static final CrawlerPolicy DEFAULT =
      new CrawlerPolicy("", true, List.of(), List.of(), Action.BLOCK, Map.of());

  public CrawlerPolicy {
    nameServers = List.copyOf(nameServers);
    signatureHosts = List.copyOf(signatureHosts);
    budgets = Map.copyOf(budgets);
  }
}
