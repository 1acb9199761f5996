package io.mastiff.edge;

import io.mastiff.edge.crawler.CrawlerCatalogue;
import io.mastiff.edge.crawler.CrawlerReader;
import io.mastiff.edge.crawler.CrawlerVerifier;
import io.mastiff.edge.crawler.signature.KeyDirectory;
import io.mastiff.edge.crawler.signature.Signatures;
import io.mastiff.edge.network.Networks;

/**
 * What a policy names besides itself, opened.
 *
 * @param networks where an address's network is looked up
 * @param crawlers the crawlers that are known by name
 * @param verifier checks their claims
 * @param signatures checks what they and partners sign
 * @param template the store's own page for people who are turned away; empty for the built-in one
 */
public record Content(
    Networks networks,
    CrawlerCatalogue crawlers,
    CrawlerVerifier verifier,
    Signatures signatures,
    String template) {

  /** No databases, the shipped crawlers, nobody asked, the built-in page. */
  public static Content shipped() {
    return new Content(
        Networks.none(),
        CrawlerReader.shipped(),
        CrawlerVerifier.offline(),
        new Signatures(KeyDirectory.none()),
        "");
  }
}
