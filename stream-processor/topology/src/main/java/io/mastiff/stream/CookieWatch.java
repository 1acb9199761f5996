package io.mastiff.stream;

import io.mastiff.event.ClientKind;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.feature.PageTypes;
import io.mastiff.feature.state.PendingCookie;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Watches the cookies that were issued: whether the holder fetched an asset within 4 s, and whether
 * the cookie came back within 20 s. What comes of each is counted for the cohorts of its first
 * page, in the bucket of the moment when its time was up, however late that is noticed.
 *
 * <p>Times are the broker's. At most {@value #MOST_PENDING} cookies are watched at once. What has
 * changed is written before each commit.
 */
final class CookieWatch {
  static final long YOUNG_MS = 4_000;
  static final long MATURE_MS = 20_000;
  private static final int MOST_PENDING = 100_000;
  private static final int FORMAT = 1;

  private final KeyValueStore<String, PendingCookie> written;
  private final Map<String, PendingCookie> pending = new HashMap<>();
  private final Set<String> unsaved = new LinkedHashSet<>();
  private final CohortCounter cohorts;

  /** Cookies in the order of their issue: those not yet 4 s old when last looked at, and others. */
  private final Deque<Issued> young = new ArrayDeque<>();

  private final Deque<Issued> mature = new ArrayDeque<>();

  private record Issued(String id, long atMs) {}

  CookieWatch(KeyValueStore<String, PendingCookie> written, CohortCounter cohorts) {
    this.written = written;
    this.cohorts = cohorts;
    load();
  }

  private void load() {
    List<KeyValue<String, PendingCookie>> known = new ArrayList<>();
    try (KeyValueIterator<String, PendingCookie> all = written.all()) {
      all.forEachRemaining(known::add);
    }
    known.sort(Comparator.comparingLong(cookie -> cookie.value.getIssuedAtMs()));
    for (KeyValue<String, PendingCookie> each : known) {
      pending.put(each.key, each.value);
      (each.value.getYoungCounted() ? mature : young)
          .add(new Issued(each.key, each.value.getIssuedAtMs()));
    }
  }

  /** Takes in one event. */
  void note(RequestEvent event, List<CohortName> names, long appendedMs) {
    boolean watched =
        !event.getCookieIssued().isEmpty()
            && CohortCounter.isWatched(event)
            && PageTypes.isServed(event);
    if (watched && young.size() + mature.size() < MOST_PENDING) {
      issued(event, names, appendedMs);
    }
    if (event.getClientKind() == ClientKind.SESSION) {
      boolean asset = event.getPageType() == PageType.ASSET;
      returned(event.getClient().substring(2), true, asset, appendedMs);
    }
  }

  /** Notes an asset that was asked for without a cookie, by somebody who was given this one. */
  void fetchedWithout(String cookie, long appendedMs) {
    returned(cookie, false, true, appendedMs);
  }

  private void issued(RequestEvent event, List<CohortName> names, long appendedMs) {
    put(
        event.getCookieIssued(),
        PendingCookie.newBuilder()
            .setFormat(FORMAT)
            .setIssuedAtMs(appendedMs)
            .setShop(event.getShop())
            .addAllCohorts(names.stream().map(CohortName::text).toList())
            .setAssetsVisible(Sight.ASSETS.in(event.getSight()))
            .build());
    young.add(new Issued(event.getCookieIssued(), appendedMs));
  }

  private void returned(String id, boolean back, boolean asset, long appendedMs) {
    PendingCookie cookie = pending.get(id);
    if (cookie == null) {
      return;
    }
    long age = appendedMs - cookie.getIssuedAtMs();
    boolean cameBack = cookie.getCameBack() || (back && age <= MATURE_MS);
    boolean fetched = cookie.getFetchedAsset() || (asset && age <= YOUNG_MS);
    if (cameBack != cookie.getCameBack() || fetched != cookie.getFetchedAsset()) {
      put(id, cookie.toBuilder().setCameBack(cameBack).setFetchedAsset(fetched).build());
    }
  }

  private void put(String id, PendingCookie cookie) {
    pending.put(id, cookie);
    unsaved.add(id);
  }

  /** Writes what has changed. */
  void write() {
    for (String id : unsaved) {
      PendingCookie cookie = pending.get(id);
      if (cookie == null) {
        written.delete(id);
      } else {
        written.put(id, cookie);
      }
    }
    unsaved.clear();
  }

  /** Watches none of those known any more. */
  void forget() {
    unsaved.addAll(pending.keySet());
    pending.clear();
    young.clear();
    mature.clear();
  }

  /** Counts the cookies whose time is up. */
  void mature(long nowMs) {
    for (Issued each = due(young, nowMs - YOUNG_MS);
        each != null;
        each = due(young, nowMs - YOUNG_MS)) {
      PendingCookie cookie = pending.get(each.id());
      if (cookie != null) {
        cohorts.young(cookie, each.atMs() + YOUNG_MS);
        put(each.id(), cookie.toBuilder().setYoungCounted(true).build());
        mature.add(each);
      }
    }
    for (Issued each = due(mature, nowMs - MATURE_MS);
        each != null;
        each = due(mature, nowMs - MATURE_MS)) {
      PendingCookie cookie = pending.remove(each.id());
      if (cookie != null) {
        unsaved.add(each.id());
        cohorts.mature(cookie, each.atMs() + MATURE_MS);
      }
    }
  }

  /** The first, if it was issued before that. */
  private static @Nullable Issued due(Deque<Issued> of, long beforeMs) {
    Issued first = of.peek();
    return first != null && first.atMs() < beforeMs ? of.poll() : null;
  }
}
