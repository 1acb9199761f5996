package io.mastiff.standalone.dataset;

import io.mastiff.data.archive.ArchiveReader.Found;
import io.mastiff.data.label.LabelSource;
import io.mastiff.edge.crawler.CrawlerState;
import io.mastiff.event.ClientKind;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.PageTypes;

/**
 * What a door's event and the outcomes say of who sent it.
 *
 * <p>Who bought is a person, by an order page that was answered or by an outcome of its cookie; an
 * order that was refunded or charged back labels nobody, since it may have been fraud. Challenges
 * are no label: who solves them is what they are to find out.
 */
final class ArchiveEvidence {
  private static final int FIRST_ERROR = 400;

  private final Traps traps;

  ArchiveEvidence(Traps traps) {
    this.traps = traps;
  }

  /** Sources that speak, as bits of {@link LabelSource}. */
  int seen(RequestEvent event, Found found) {
    int seen = isBuyer(event, found) ? LabelSource.PURCHASE.bit() : 0;
    seen |= traps.has(event.getPath()) ? LabelSource.TRAP.bit() : 0;
    return seen | claim(event);
  }

  private static boolean isBuyer(RequestEvent event, Found found) {
    boolean page =
        event.getPageType() == PageType.ORDER_CONFIRMED
            && PageTypes.isServed(event)
            && (!event.hasStatus() || event.getStatus() < FIRST_ERROR);
    boolean told = found.bought() && event.getClientKind() == ClientKind.SESSION;
    return (page || told) && !found.takenBack();
  }

  private static int claim(RequestEvent event) {
    if (event.getCrawler().isEmpty()) {
      return 0;
    }
    boolean fake = event.getCrawlerState() == CrawlerState.FAKE.ordinal();
    return (fake ? LabelSource.FALSE_CLAIM : LabelSource.DECLARED).bit();
  }
}
