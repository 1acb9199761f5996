package io.mastiff.standalone.dataset;

import io.mastiff.data.accesslog.LogLine;
import io.mastiff.data.label.LabelSource;
import io.mastiff.edge.crawler.Crawler;
import io.mastiff.edge.crawler.CrawlerCatalogue;
import io.mastiff.event.IpAddress;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.standalone.audit.Remembered;
import java.util.Locale;
import java.util.Optional;

/**
 * What a line says by itself of who sent it: an order, a trap, a crawler's name.
 *
 * <p>A crawler's name is false only where its networks are known to be complete; nobody is asked.
 * Remembers user agents within the bounds of {@link Remembered}.
 */
final class Evidence {
  private static final int FIRST_ERROR = 400;

  private final Traps traps;
  private final Remembered<Optional<Crawler>> claims;

  Evidence(CrawlerCatalogue crawlers, Traps traps) {
    this.traps = traps;
    claims =
        new Remembered<>(
            agent -> Optional.ofNullable(crawlers.named(agent.toLowerCase(Locale.ROOT))));
  }

  /** The crawler that the line's user agent names. */
  Optional<Crawler> claim(LogLine line) {
    return claims.of(line.userAgent());
  }

  /** Sources that speak in this line, as bits of {@link LabelSource}. */
  int seen(LogLine line, RequestEvent event) {
    int seen = isOrder(line, event) ? LabelSource.PURCHASE.bit() : 0;
    seen |= traps.has(event.getPath()) ? LabelSource.TRAP.bit() : 0;
    return seen | claim(line).map(crawler -> claimed(crawler, line.address())).orElse(0);
  }

  private static boolean isOrder(LogLine line, RequestEvent event) {
    return event.getPageType() == PageType.ORDER_CONFIRMED && line.status() < FIRST_ERROR;
  }

  /** A preview is also fetched by phones that send the crawler's name. */
  private static int claimed(Crawler crawler, String address) {
    boolean foreign =
        crawler.rangesAreComplete()
            && crawler.purpose() != Crawler.Purpose.PREVIEW
            && IpAddress.parse(address).map(a -> !crawler.ranges().contains(a)).orElse(false);
    return (foreign ? LabelSource.FALSE_CLAIM : LabelSource.DECLARED).bit();
  }
}
