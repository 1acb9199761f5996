package io.mastiff.standalone.audit;

import io.mastiff.edge.crawler.Crawler;
import io.mastiff.edge.crawler.CrawlerCatalogue;
import io.mastiff.edge.shape.Claim;
import io.mastiff.edge.shape.ClaimReader;
import io.mastiff.event.IpNetwork;

/**
 * Tells of what kind a session is: by its verdict and by what its user agent says. Used by one
 * thread; remembers user agents within the bounds of {@link Remembered}.
 */
final class Teller {
  private final Remembered<Claim> claims;

  Teller(CrawlerCatalogue crawlers) {
    claims = new Remembered<>(new ClaimReader(crawlers)::read);
  }

  Claim claim(LogSession session) {
    return claims.of(session.agent);
  }

  /** Its kind, before distributed scrapers are looked for. */
  Kind kind(LogSession session, Claim claim) {
    if (claim.crawler() != null && !isForeign(claim.crawler(), session)) {
      return Kind.CRAWLER;
    }
    if (session.isConvicted()) {
      return Kind.SCRAPER;
    }
    if (!claim.family().isBrowser()) {
      return Kind.PROGRAM;
    }
    return session.verdict.equals(Verdicts.SUSPECT) ? Kind.DOUBTFUL : Kind.PEOPLE;
  }

  /** Whether it takes the name of a crawler whose networks are known and are others. */
  static boolean isForeign(Crawler crawler, LogSession session) {
    return crawler.rangesAreComplete()
        && crawler.purpose() != Crawler.Purpose.PREVIEW
        && IpNetwork.parse(session.network).map(n -> !crawler.ranges().touches(n)).orElse(false);
  }

  /** Whether it lies in networks that the crawler's operator publishes. */
  static boolean isGenuine(Crawler crawler, LogSession session) {
    return !crawler.ranges().isEmpty()
        && IpNetwork.parse(session.network).map(n -> crawler.ranges().touches(n)).orElse(false);
  }
}
