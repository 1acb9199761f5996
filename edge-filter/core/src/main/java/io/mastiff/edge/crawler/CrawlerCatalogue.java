package io.mastiff.edge.crawler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The crawlers that the door knows by name. */
public final class CrawlerCatalogue {
  public static final CrawlerCatalogue EMPTY = new CrawlerCatalogue(List.of());

  private final List<Crawler> crawlers;

  public CrawlerCatalogue(List<Crawler> crawlers) {
    this.crawlers = List.copyOf(crawlers);
  }

  public List<Crawler> all() {
    return crawlers;
  }

  /** The crawler that this lower-case user agent names: the one with the longest match. */
  public @Nullable Crawler named(String lowerAgent) {
    Crawler best = null;
    int longest = 0;
    for (Crawler crawler : crawlers) {
      for (String token : crawler.agents()) {
        if (token.length() > longest && lowerAgent.contains(token)) {
          best = crawler;
          longest = token.length();
        }
      }
    }
    return best;
  }

  /** The crawler whose keys this host publishes. */
  public @Nullable Crawler signedBy(String host) {
    for (Crawler crawler : crawlers) {
      if (!crawler.signatureAgent().isEmpty() && crawler.signatureAgent().equals(host)) {
        return crawler;
      }
    }
    return null;
  }
}
