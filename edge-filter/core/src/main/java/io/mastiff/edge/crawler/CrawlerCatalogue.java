package io.mastiff.edge.crawler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The crawlers that the door knows by name. */
public final class CrawlerCatalogue {
  public static final CrawlerCatalogue EMPTY = new CrawlerCatalogue(List.of());

  private final List<Crawler> crawlers;
  private final String[] tokens;
  private final Crawler[] byToken;

  public CrawlerCatalogue(List<Crawler> crawlers) {
    this.crawlers = List.copyOf(crawlers);
    this.tokens = crawlers.stream().flatMap(c -> c.agents().stream()).toArray(String[]::new);
    this.byToken =
        crawlers.stream().flatMap(c -> c.agents().stream().map(agent -> c)).toArray(Crawler[]::new);
  }

  public List<Crawler> all() {
    return crawlers;
  }

  /** The crawler that this lower-case user agent names: the one with the longest match. */
  public @Nullable Crawler named(String lowerAgent) {
    Crawler best = null;
    int longest = 0;
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i].length() > longest && lowerAgent.contains(tokens[i])) {
        best = byToken[i];
        longest = tokens[i].length();
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
