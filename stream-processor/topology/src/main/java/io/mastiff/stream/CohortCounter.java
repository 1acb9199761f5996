package io.mastiff.stream;

import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.CohortPage;
import io.mastiff.feature.PageTypes;
import io.mastiff.feature.state.CohortBatch;
import io.mastiff.feature.state.CohortPartial;
import io.mastiff.feature.state.PendingCookie;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Utils;

/**
 * Sums what the cohorts of one partition did since the last commit, in buckets of {@value
 * #BUCKET_SECONDS} seconds by the broker's time, which no door's clock can move.
 *
 * <p>The sums leave with the commit, in the same transaction as the events that they come of, and
 * nothing of them is kept: so each event is in exactly one batch. They have as many cohorts as the
 * events of one commit, five for each at most.
 */
final class CohortCounter {
  static final int BUCKET_SECONDS = 10;

  /** How long after a bucket's end something may still be counted for it. */
  static final int GRACE_SECONDS = 30;

  /** In place of a partition: what every one of them has to know. */
  static final int TO_ALL = -1;

  /** A batch is divided before it has more bytes; Kafka takes a megabyte. */
  static final int LONGEST_BATCH = 256 << 10;

  private static final int FORMAT = 1;
  private static final int VERIFIED = 3;
  private static final int FAKE = 4;

  private final int partition;
  private final int targets;
  private final Map<Key, CohortAccumulator> sums = new LinkedHashMap<>();

  /** A cohort in a bucket. */
  private record Key(long second, String shop, CohortName cohort) {}

  /**
   * @param partition whose events are counted
   * @param targets number of partitions that the cohorts are divided among
   */
  CohortCounter(int partition, int targets) {
    this.partition = partition;
    this.targets = targets;
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
      sum(event.getShop(), name, appendedMs).page(page);
    }
  }

  void young(PendingCookie cookie, long atMs) {
    if (cookie.getAssetsVisible()) {
      boolean fetched = cookie.getFetchedAsset();
      each(cookie.getShop(), cookie.getCohortsList(), atMs, sum -> sum.young(fetched, atMs));
    }
  }

  void mature(PendingCookie cookie, long atMs) {
    boolean back = cookie.getCameBack();
    each(cookie.getShop(), cookie.getCohortsList(), atMs, sum -> sum.mature(back, atMs));
  }

  /** Counts an order for the cohorts of its visitor's first page. */
  void order(RequestEvent event, List<String> enteredBy, long appendedMs) {
    each(event.getShop(), enteredBy, appendedMs, sum -> sum.order(appendedMs));
  }

  private void each(
      String shop, List<String> names, long atMs, Consumer<CohortAccumulator> counting) {
    names.forEach(name -> counting.accept(sum(shop, CohortName.parse(name), atMs)));
  }

  private CohortAccumulator sum(String shop, CohortName name, long atMs) {
    long second = atMs / 1000 / BUCKET_SECONDS * BUCKET_SECONDS;
    return sums.computeIfAbsent(new Key(second, shop, name), key -> new CohortAccumulator());
  }

  /** What was counted for a later time came of a broker's wrong clock. */
  void forgetAfter(long nowMs) {
    sums.keySet().removeIf(key -> key.second() * 1000 > nowMs);
  }

  /**
   * Hands on what was counted, and forgets it.
   *
   * @param to takes the partition to bring a batch to, or {@link #TO_ALL}, and the batch
   */
  void handOn(BiConsumer<Integer, CohortBatch> to) {
    Map<Integer, List<CohortPartial>> byTarget = new TreeMap<>();
    sums.forEach(
        (key, sum) ->
            byTarget
                .computeIfAbsent(target(key), target -> new ArrayList<>())
                .add(message(key, sum)));
    sums.clear();
    byTarget.forEach((target, parts) -> inBatches(parts, batch -> to.accept(target, batch)));
  }

  private void inBatches(List<CohortPartial> parts, Consumer<CohortBatch> to) {
    CohortBatch.Builder batch = newBatch();
    int bytes = 0;
    for (CohortPartial part : parts) {
      bytes += part.getSerializedSize();
      if (bytes > LONGEST_BATCH && batch.getPartsCount() > 0) {
        to.accept(batch.build());
        batch = newBatch();
        bytes = part.getSerializedSize();
      }
      batch.addParts(part);
    }
    to.accept(batch.build());
  }

  private CohortBatch.Builder newBatch() {
    return CohortBatch.newBuilder().setFormat(FORMAT).setPartition(partition);
  }

  private int target(Key key) {
    if (key.cohort().kind() == CohortName.Kind.SITE) {
      return TO_ALL;
    }
    String group = key.shop() + "|" + key.cohort().group();
    return Utils.toPositive(Utils.murmur2(group.getBytes(StandardCharsets.UTF_8))) % targets;
  }

  private static CohortPartial message(Key key, CohortAccumulator sum) {
    return sum.save()
        .setShop(key.shop())
        .setCohort(key.cohort().text())
        .setSecond(key.second())
        .build();
  }
}
