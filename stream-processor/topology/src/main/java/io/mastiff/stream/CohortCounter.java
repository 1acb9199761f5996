package io.mastiff.stream;

import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.CohortPage;
import io.mastiff.feature.PageTypes;
import io.mastiff.feature.state.CohortPartial;
import io.mastiff.feature.state.PendingCookie;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Sums what the cohorts of one partition did in each bucket of {@value #BUCKET_SECONDS} seconds, by
 * the broker's time, which no door's clock can move.
 *
 * <p>A part is forwarded whole and overwrites what was forwarded before for the same partition,
 * bucket and cohort: at once when it has grown by {@value #GROWN} pages or newcomers, otherwise
 * within a second. Of each kind as many cohorts are followed in a bucket as {@link
 * CohortName.Kind#most} says.
 */
final class CohortCounter {
  static final int BUCKET_SECONDS = 10;

  /** How long after a bucket's end something may still be counted for it. */
  static final int GRACE_SECONDS = 30;

  private static final int GROWN = 4;
  private static final int TURNS_OF_ALL = 5;
  private static final int VERIFIED = 3;
  private static final int FAKE = 4;

  private final CohortSums sums;
  private final int partition;
  private final StreamCounters counters;
  private final Map<Place, Integer> followed = new HashMap<>();

  /** The cohorts of a kind in a bucket. */
  private record Place(long second, CohortName.Kind kind) {
    static Place of(CohortSums.Key key) {
      return new Place(key.second(), key.cohort().kind());
    }
  }

  private long closedSecond;
  private int turn;

  CohortCounter(CohortSums sums, int partition, StreamCounters counters) {
    this.sums = sums;
    this.partition = partition;
    this.counters = counters;
    sums.all().forEach(sum -> followed.merge(Place.of(sum.key()), 1, Integer::sum));
  }

  /** Whether a request says anything of cohorts: a page, by nobody who says who it is. */
  static boolean counts(RequestEvent event) {
    boolean crawler = !event.getCrawler().isEmpty() && event.getCrawlerState() != FAKE;
    return PageTypes.isPage(event.getPageType())
        && !crawler
        && event.getCrawlerState() != VERIFIED
        && event.getPartner().isEmpty();
  }

  /** Whether a page's holder would load assets with it or come back, if it were a person. */
  static boolean isWatched(RequestEvent event) {
    return counts(event) && event.getPageType() != PageType.API;
  }

  /**
   * Counts a page for its cohorts; one of a visitor who holds a cookie and is not a returning one
   * for the site alone, since it speaks neither for nor against a cohort.
   */
  void page(
      RequestEvent event,
      List<CohortName> names,
      boolean returning,
      Baseline baseline,
      long appendedMs) {
    CohortPage page = CohortPage.of(event, returning, baseline, appendedMs);
    boolean tells = page.withoutCookie() || returning;
    for (CohortName name : tells ? names : names.subList(0, 1)) {
      change(event.getShop(), name, appendedMs, sum -> sum.counts().page(page));
    }
  }

  void young(PendingCookie cookie, long atMs) {
    if (cookie.getAssetsVisible()) {
      boolean fetched = cookie.getFetchedAsset();
      each(cookie.getShop(), cookie.getCohortsList(), atMs, s -> s.counts().young(fetched, atMs));
    }
  }

  void mature(PendingCookie cookie, long atMs) {
    boolean back = cookie.getCameBack();
    each(cookie.getShop(), cookie.getCohortsList(), atMs, s -> s.counts().mature(back, atMs));
  }

  /** Counts an order for the cohorts of its visitor's first page. */
  void order(RequestEvent event, List<String> enteredBy, long appendedMs) {
    each(event.getShop(), enteredBy, appendedMs, s -> s.counts().order(appendedMs));
  }

  private void each(String shop, List<String> names, long atMs, Consumer<CohortSums.Sum> counting) {
    names.forEach(name -> change(shop, CohortName.parse(name), atMs, counting));
  }

  private void change(String shop, CohortName name, long atMs, Consumer<CohortSums.Sum> counting) {
    long second = atMs / 1000 / BUCKET_SECONDS * BUCKET_SECONDS;
    CohortSums.Key key = new CohortSums.Key(second, shop, name);
    CohortSums.Sum sum = sums.get(key);
    if (sum == null) {
      if (second < closedSecond || followed.getOrDefault(Place.of(key), 0) >= name.kind().most()) {
        counters.refused.increment();
        return;
      }
      followed.merge(Place.of(key), 1, Integer::sum);
      sum = sums.open(key);
    }
    counting.accept(sum);
    sums.changed(sum);
  }

  /** Hands on the parts that have grown, and every fifth time all that have changed. */
  void forward(BiConsumer<String, CohortPartial> to) {
    boolean all = turn++ % TURNS_OF_ALL == 0;
    List<CohortSums.Sum> due = sums.handOn(all ? 1 : GROWN);
    due.sort(Comparator.comparing(CohortSums.Sum::text));
    for (CohortSums.Sum sum : due) {
      String group = sum.key().cohort().group();
      to.accept(sum.key().shop() + "|" + group, CohortSums.message(sum, partition));
    }
  }

  /** Forgets buckets for which nothing comes any more and that were handed on; every fifth time. */
  void purge(long streamTimeMs) {
    if (turn % TURNS_OF_ALL != 1) {
      return;
    }
    long until = streamTimeMs / 1000 - BUCKET_SECONDS - GRACE_SECONDS;
    closedSecond = Math.max(closedSecond, until);
    for (Collection<CohortSums.Sum> old = sums.removeBucketBefore(until);
        old != null;
        old = sums.removeBucketBefore(until)) {
      old.forEach(sum -> followed.remove(Place.of(sum.key())));
    }
  }
}
