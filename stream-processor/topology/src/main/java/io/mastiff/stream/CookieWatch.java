package io.mastiff.stream;

import io.mastiff.event.ClientKind;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.feature.state.PendingCookie;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Watches the cookies that were issued: whether the holder fetched an asset within 4 s, and whether
 * the cookie came back within 20 s. What comes of each is counted for the cohorts of its first
 * page.
 */
final class CookieWatch {
  static final long YOUNG_MS = 4_000;
  static final long MATURE_MS = 20_000;
  private static final int MOST_PENDING = 500_000;
  private static final int FORMAT = 1;

  private final KeyValueStore<String, PendingCookie> pending;
  private final KeyValueStore<String, String> due;
  private final CohortCounter cohorts;

  CookieWatch(
      KeyValueStore<String, PendingCookie> pending,
      KeyValueStore<String, String> due,
      CohortCounter cohorts) {
    this.pending = pending;
    this.due = due;
    this.cohorts = cohorts;
  }

  /** Takes in one event. */
  void note(RequestEvent event, List<CohortName> cohorts, long appendedMs) {
    boolean watched = !event.getCookieIssued().isEmpty() && CohortCounter.isWatched(event);
    if (watched && pending.approximateNumEntries() < MOST_PENDING) {
      issued(event, cohorts, appendedMs);
    }
    if (event.getClientKind() == ClientKind.SESSION) {
      returned(event);
    }
  }

  /** Notes an asset that was asked for without a cookie, by somebody who was given this one. */
  void fetchedWithout(String cookie) {
    PendingCookie known = pending.get(cookie);
    if (known != null && !known.getFetchedAsset()) {
      pending.put(cookie, known.toBuilder().setFetchedAsset(true).build());
    }
  }

  private void issued(RequestEvent event, List<CohortName> cohorts, long appendedMs) {
    pending.put(
        event.getCookieIssued(),
        PendingCookie.newBuilder()
            .setFormat(FORMAT)
            .setIssuedAtMs(appendedMs)
            .setShop(event.getShop())
            .addAllCohorts(cohorts.stream().map(CohortName::text).toList())
            .setAssetsVisible(Sight.ASSETS.in(event.getSight()))
            .build());
    due.put(dueKey(appendedMs + YOUNG_MS, event.getCookieIssued()), event.getCookieIssued());
    due.put(dueKey(appendedMs + MATURE_MS, event.getCookieIssued()), event.getCookieIssued());
  }

  private void returned(RequestEvent event) {
    String id = event.getClient().substring(2);
    PendingCookie cookie = pending.get(id);
    if (cookie == null) {
      return;
    }
    boolean firstReturn = !cookie.getCameBack();
    boolean asset = cookie.getFetchedAsset() || event.getPageType() == PageType.ASSET;
    if (firstReturn || asset != cookie.getFetchedAsset()) {
      pending.put(id, cookie.toBuilder().setCameBack(true).setFetchedAsset(asset).build());
    }
  }

  /** Counts the cookies whose time is up. */
  void mature(long streamTimeMs) {
    List<KeyValue<String, String>> ripe = new ArrayList<>();
    try (KeyValueIterator<String, String> all = due.range("", dueKey(streamTimeMs, ""))) {
      all.forEachRemaining(ripe::add);
    }
    for (KeyValue<String, String> item : ripe) {
      due.delete(item.key);
      PendingCookie cookie = pending.get(item.value);
      if (cookie == null) {
        continue;
      }
      if (cookie.getYoungCounted()) {
        cohorts.mature(cookie, streamTimeMs);
        pending.delete(item.value);
      } else {
        cohorts.young(cookie, streamTimeMs);
        pending.put(item.value, cookie.toBuilder().setYoungCounted(true).build());
      }
    }
  }

  private static String dueKey(long atMs, String id) {
    return String.format(Locale.ROOT, "%015d|%s", Math.max(0, atMs), id);
  }
}
