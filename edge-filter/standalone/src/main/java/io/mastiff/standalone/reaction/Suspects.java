package io.mastiff.standalone.reaction;

import io.mastiff.edge.kafka.KafkaRequestPublisher;
import io.mastiff.event.ClientKind;
import io.mastiff.event.CookieState;
import io.mastiff.event.RequestEvent;
import io.mastiff.standalone.proof.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Scrapers that come some at a time: sessions that keep their cookie and go through the catalogue,
 * and fleets of one request for each address, each with a shape and a route of its own.
 */
final class Suspects {
  private static final int PAGES = 30;
  private static final long PAGE_EVERY_MS = 250;
  private static final int SESSIONS_AT_ONCE = 100;
  private static final int VIEWS = 160;
  private static final long VIEW_EVERY_MS = 100;
  private static final int FLEETS_AT_ONCE = 25;
  private static final int FIRST_NETWORK = 9_000_000;
  private static final int BITS = 24;

  /** What the keys of their entries begin with. */
  static final String SESSION = "session:k";

  static final String FLEET = "cohort:shape=00000000f1";

  private final KafkaRequestPublisher publisher;
  private final ListedKeys listed;
  private int networks = FIRST_NETWORK;

  Suspects(KafkaRequestPublisher publisher, ListedKeys listed) {
    this.publisher = publisher;
    this.listed = listed;
  }

  /** Lets so many sessions come. */
  void sessions(int count) throws InterruptedException {
    for (int from = 0; from < count; from += SESSIONS_AT_ONCE) {
      List<Integer> own = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + SESSIONS_AT_ONCE); i++) {
        own.add(networks++);
      }
      for (int page = 0; page < PAGES; page++) {
        for (int network : own) {
          publisher.offer(page(network, page));
        }
        TimeUnit.MILLISECONDS.sleep(PAGE_EVERY_MS);
      }
    }
  }

  private static RequestEvent page(int network, int page) {
    long now = System.currentTimeMillis();
    RequestEvent.Builder event = Traffic.view(network, 0x5e55L, page, now).setPageNumber(0);
    String cookie = "k" + network;
    return page == 0
        ? event.setCookieIssued(cookie).build()
        : event
            .setClient("s:" + cookie)
            .setClientKind(ClientKind.SESSION)
            .setCookieState(CookieState.COOKIE_RETURNED)
            .setCookieFirstSeenMs(now - PAGE_EVERY_MS * page)
            .build();
  }

  /**
   * Lets so many fleets come; who is listed is denied, and so tells the stream nothing any more.
   */
  void fleets(int count) throws InterruptedException {
    for (int from = 0; from < count; from += FLEETS_AT_ONCE) {
      int last = Math.min(count, from + FLEETS_AT_ONCE);
      for (int view = 0; view < VIEWS && comes(from, last, view); view++) {
        TimeUnit.MILLISECONDS.sleep(VIEW_EVERY_MS);
      }
    }
  }

  /** One view of each fleet that is not listed; whether there was any. */
  private boolean comes(int first, int last, int view) {
    boolean any = false;
    for (int fleet = first; fleet < last; fleet++) {
      if (!listed.has(key(fleet))) {
        publisher.offer(once(fleet, view));
        any = true;
      }
    }
    return any;
  }

  private static long shape(int fleet) {
    return 0xf1L << BITS | fleet;
  }

  private static String route(int fleet) {
    return "/shop-" + fleet + "/{product}";
  }

  private static String key(int fleet) {
    return "cohort:shape=%016x,route=%s,cookie=none".formatted(shape(fleet), route(fleet));
  }

  private RequestEvent once(int fleet, int view) {
    int network = networks++;
    return Traffic.view(network, shape(fleet), view, System.currentTimeMillis())
        .setRoute(route(fleet))
        .setCookieIssued("k" + network)
        .build();
  }
}
