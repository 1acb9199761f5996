package io.mastiff.stream;

import io.mastiff.event.ClientKind;
import io.mastiff.event.EntryKey;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.PageTypes;
import io.mastiff.feature.state.CohortPartial;
import io.mastiff.feature.state.PendingCookie;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Sums what the cohorts (shape × route) of one partition did in each second.
 *
 * <p>A partial is forwarded whole and overwrites what was forwarded before for the same partition,
 * second and cohort. At most {@value #MOST_PARTIALS} are kept; events of further cohorts are not
 * counted for cohorts.
 */
final class CohortCounter {
  static final int MOST_PARTIALS = 50_000;
  private static final long KEPT_MS = 30_000;
  private static final int FORMAT = 1;

  private final KeyValueStore<String, CohortPartial> partials;
  private final int partition;
  private final StreamCounters counters;
  private final Set<String> dirty = new HashSet<>();
  private int size;

  CohortCounter(
      KeyValueStore<String, CohortPartial> partials, int partition, StreamCounters counters) {
    this.partials = partials;
    this.partition = partition;
    this.counters = counters;
    try (KeyValueIterator<String, CohortPartial> all = partials.all()) {
      all.forEachRemaining(p -> dirty.add(p.key));
    }
    size = dirty.size();
  }

  /** The cohort of a page: its shape and its route. */
  static String key(RequestEvent event) {
    return "shape=" + EntryKey.hex(event.getShape()) + ",route=" + event.getRoute();
  }

  void count(RequestEvent event, boolean returning, long appendedMs) {
    if (!PageTypes.isPage(event.getPageType())) {
      return;
    }
    CohortPartial.Builder partial = partial(event.getShop(), key(event), appendedMs);
    partial.setPages(partial.getPages() + 1);
    if (returning) {
      partial.setReturning(partial.getReturning() + 1);
      partial.setReturningIds(
          CohortAccumulator.withMember(partial.getReturningIds(), event.getClient()));
    }
    boolean hidden = !Sight.ASSETS.in(event.getSight());
    partial.setAssetsHidden(partial.getAssetsHidden() + (hidden ? 1 : 0));
    if (event.getClientKind() != ClientKind.SESSION) {
      partial.setWithoutCookie(partial.getWithoutCookie() + 1);
      partial.setNetworks(CohortAccumulator.withMember(partial.getNetworks(), event.getNetwork()));
    }
    store(partial.setTriggerAtMs(appendedMs));
  }

  void countYoung(PendingCookie cookie, long atMs) {
    if (!cookie.getAssetsVisible()) {
      return;
    }
    CohortPartial.Builder partial = partial(cookie.getShop(), cookie.getCohort(), atMs);
    partial.setIssuedYoung(partial.getIssuedYoung() + 1);
    partial.setYoungWithAsset(partial.getYoungWithAsset() + (cookie.getFetchedAsset() ? 1 : 0));
    store(partial.setTriggerAtMs(Math.max(partial.getTriggerAtMs(), atMs)));
  }

  void countMature(PendingCookie cookie, long atMs) {
    CohortPartial.Builder partial = partial(cookie.getShop(), cookie.getCohort(), atMs);
    partial.setIssuedMature(partial.getIssuedMature() + 1);
    partial.setMatureBack(partial.getMatureBack() + (cookie.getCameBack() ? 1 : 0));
    store(partial.setTriggerAtMs(Math.max(partial.getTriggerAtMs(), atMs)));
  }

  /** Hands on every partial that changed since the last call. */
  void forward(BiConsumer<String, CohortPartial> to) {
    List<String> changed = new ArrayList<>(dirty);
    changed.sort(null);
    for (String key : changed) {
      CohortPartial partial = partials.get(key);
      if (partial != null) {
        to.accept(partial.getShop() + "|" + partial.getCohort(), partial);
      }
    }
    dirty.clear();
  }

  /** Forgets seconds that no window covers any more. */
  void purge(long streamTimeMs) {
    List<String> old = new ArrayList<>();
    String until =
        String.format(Locale.ROOT, "%012d", Math.max(0, (streamTimeMs - KEPT_MS) / 1000));
    try (KeyValueIterator<String, CohortPartial> all = partials.range("", until)) {
      all.forEachRemaining(p -> old.add(p.key));
    }
    for (String key : old) {
      partials.delete(key);
      dirty.remove(key);
      size--;
    }
  }

  private CohortPartial.Builder partial(String shop, String cohort, long atMs) {
    long second = atMs / 1000;
    CohortPartial known = partials.get(storeKey(second, shop, cohort));
    return known != null
        ? known.toBuilder()
        : CohortPartial.newBuilder()
            .setFormat(FORMAT)
            .setShop(shop)
            .setCohort(cohort)
            .setSecond(second)
            .setPartition(partition);
  }

  private void store(CohortPartial.Builder partial) {
    String key = storeKey(partial.getSecond(), partial.getShop(), partial.getCohort());
    boolean known = partials.get(key) != null;
    if (!known && size >= MOST_PARTIALS) {
      counters.refused.increment();
      return;
    }
    size += known ? 0 : 1;
    partials.put(key, partial.build());
    dirty.add(key);
  }

  private static String storeKey(long second, String shop, String cohort) {
    return String.format(Locale.ROOT, "%012d|%s|%s", second, shop, cohort);
  }
}
