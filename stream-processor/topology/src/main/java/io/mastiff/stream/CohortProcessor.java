package io.mastiff.stream;

import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.Codec;
import io.mastiff.event.EntryKey;
import io.mastiff.event.Formats;
import io.mastiff.event.Reason;
import io.mastiff.event.Source;
import io.mastiff.event.UnreadableRecordException;
import io.mastiff.event.Verdict;
import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.state.CohortBatch;
import io.mastiff.feature.state.CohortPartial;
import io.mastiff.stream.CohortJudge.Conviction;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Second stage, by group of cohorts: keeps each cohort's history from the partitions' batches and
 * judges it when it has grown.
 *
 * <pre>
 * A shape that is convicted, alone or on a route, is listed for those without a cookie. A route or a way
 * in that is convicted is a campaign: it names nobody, but then the shapes on the route are
 * judged by less; where they explain less than half of its pages (each has another shape), the
 * route itself is listed for those without a cookie, to be challenged and never blocked.
 * </pre>
 */
final class CohortProcessor implements Processor<byte[], byte[], String, Object> {
  /** A cohort is judged at once when so many of its requests came, otherwise within a second. */
  private static final int GROWN = 4;

  private static final int TURNS_OF_ALL = 5;

  /** Twice what the first stage makes of one, and less than Kafka takes. */
  private static final int LONGEST_BATCH = 2 * CohortCounter.LONGEST_BATCH;

  private static final int LONGEST_TEXT = 1_000;
  private static final long MOST_AHEAD_S = 60;
  private static final Duration JUDGE_EVERY = Duration.ofMillis(200);
  private static final Duration PURGE_EVERY = Duration.ofMinutes(2);

  /** A shape that was silent for longer has no part in a campaign. */
  private static final Duration AT_WORK = Duration.ofSeconds(30);

  private static final Duration COVER_EVERY = Duration.ofSeconds(1);

  /** How long a campaign's shapes have to show before the whole route may be listed. */
  private static final Duration SHAPES_FIRST = Duration.ofSeconds(8);

  private final StreamSettings settings;
  private final ModelHolder models;
  private final StreamCounters counters;
  private final Codec<CohortBatch> codec = Stores.cohortBatch();
  private final Map<Cohort, Growth> grown = new LinkedHashMap<>();
  private ProcessorContext<String, Object> context;
  private CohortStore store;
  private long coverDueMs;
  private long purgedMs;
  private int turn;

  private record Cohort(String shop, CohortName name) {}

  /** What came of a cohort since it was last judged, and when the newest of it was appended, ms. */
  private record Growth(long requests, long newestMs) {
    Growth and(Growth other) {
      return new Growth(requests + other.requests, Math.max(newestMs, other.newestMs));
    }
  }

  @SuppressWarnings("NullAway.Init")
  CohortProcessor(StreamSettings settings, ModelHolder models, StreamCounters counters) {
    this.settings = settings;
    this.models = models;
    this.counters = counters;
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    grown.clear();
    CohortJournal journal = new CohortJournal(context.getStateStore(Stores.JOURNAL));
    store =
        new CohortStore(
            new HistoryBook(context.getStateStore(Stores.WINDOWS), journal), counters, this::grew);
    context.schedule(JUDGE_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> turn());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    read(record).ifPresentOrElse(this::take, counters.deadLetters::increment);
  }

  private void take(CohortBatch batch) {
    long nowMs = store.take(batch, this::grew);
    if (nowMs > 0 && Math.abs(nowMs - purgedMs) >= PURGE_EVERY.toMillis()) {
      purgedMs = nowMs;
      store.purge(nowMs);
    }
  }

  /** The batch in a record; empty where it is none that this stream would have written. */
  private Optional<CohortBatch> read(Record<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    if (value == null || value.length > LONGEST_BATCH) {
      return Optional.empty();
    }
    try {
      long latest = record.timestamp() / 1000 + MOST_AHEAD_S;
      return Optional.of(codec.decode(value))
          .filter(b -> isPossible(b, latest))
          .filter(b -> b.getPartsList().stream().allMatch(part -> isSound(part, latest)));
    } catch (UnreadableRecordException e) {
      return Optional.empty();
    }
  }

  private boolean isPossible(CohortBatch batch, long latestSecond) {
    return Integer.compareUnsigned(batch.getPartition(), partitions()) < 0
        && batch.getAtMs() >= 0
        && batch.getAtMs() / 1000 <= latestSecond;
  }

  private int partitions() {
    return settings.topics().requests().partitions();
  }

  private static boolean isSound(CohortPartial part, long latestSecond) {
    return part.getSecond() >= 0
        && part.getSecond() <= latestSecond
        && CohortStore.isName(part.getShop())
        && CohortStore.isName(part.getCohort())
        && part.getSamplesList().stream().allMatch(sample -> sample.length() <= LONGEST_TEXT)
        && CohortAccumulator.isReadable(part);
  }

  private void grew(String shop, CohortName name, CohortPartial part) {
    if (name.kind() != CohortName.Kind.SITE) {
      long requests = part.getPages() + part.getIssuedYoung() + part.getIssuedMature();
      Growth growth = new Growth(requests, part.getTriggerAtMs());
      grown.merge(new Cohort(shop, name), growth, Growth::and);
    }
  }

  private void turn() {
    judgeGrown(turn++ % TURNS_OF_ALL == 0 ? 0 : GROWN);
    store.saveSome();
  }

  private void judgeGrown(long least) {
    Map<Cohort, Growth> due = new LinkedHashMap<>();
    grown.forEach(
        (cohort, growth) -> {
          if (growth.requests() >= least) {
            due.put(cohort, growth);
          }
        });
    grown.keySet().removeAll(due.keySet());
    if (settings.cohorts()) {
      due.forEach((cohort, growth) -> judge(cohort.shop(), cohort.name(), growth.newestMs()));
    }
  }

  private void judge(String shop, CohortName name, long nowMs) {
    store
        .known(shop, name, CohortJudge.FEWEST_OF_CAMPAIGN)
        .ifPresent(cohort -> judge(shop, name, cohort, nowMs));
  }

  private void judge(String shop, CohortName name, CohortHistory cohort, long nowMs) {
    if (cohort.listedUntilMs() > nowMs) {
      renew(shop, name, cohort, nowMs);
      return;
    }
    if (cohort.withoutCookie() < CohortJudge.FEWEST_OF_CAMPAIGN) {
      return;
    }
    SiteView site = store.site(shop);
    boolean campaign = store.campaignUntilMs(shop, name) > nowMs;
    long beside = campaign ? store.besideIn(shop, name) : store.size();
    new CohortJudge(models.champion().baseline().viewStatistics())
        .judge(name, cohort, site, beside, campaign, window -> store.route(shop, name, window))
        .ifPresent(conviction -> convict(shop, name, cohort, site, conviction, nowMs));
  }

  private void convict(
      String shop,
      CohortName name,
      CohortHistory cohort,
      SiteView site,
      Conviction conviction,
      long nowMs) {
    List<Reason> reasons = CohortWords.of(conviction, site);
    Optional<EntryKey> key = name.entry();
    long pages = cohort.seconds().withoutCookie();
    if (!name.isCampaign() && key.isEmpty()) {
      counters.refused.increment();
      return;
    }
    if (key.isPresent()) {
      long until = nowMs + CohortEntries.lasts(cohort.listings(nowMs)).toMillis();
      Action action = CohortEntries.action(conviction.window(), cohort.hour());
      cohort.listed(nowMs, until, cohort.listings(nowMs) + 1, pages, action);
      store.save(shop, name, cohort);
      list(shop, name, key.get(), action, reasons, nowMs, until);
      return;
    }
    long until = nowMs + CohortEntries.LASTS.toMillis();
    cohort.listed(nowMs, until, cohort.listings(nowMs) + 1, pages, Action.ACTION_UNKNOWN);
    store.save(shop, name, cohort);
    verdict(shop, name, "", reasons, nowMs);
    if (!name.route().isEmpty()) {
      store.campaign(shop, name, until);
      store.shapesOf(shop, name).forEach(shape -> reconsider(shop, shape, nowMs));
    }
  }

  /** Judges a shape once more, now that a campaign is known on its route. */
  private void reconsider(String shop, CohortName shape, long nowMs) {
    if (store.isAtLarge(shop, shape, nowMs, AT_WORK)) {
      judge(shop, shape, nowMs);
    }
  }

  /**
   * An entry whose cohort still comes half as much as then lasts on, for longer each time and a few
   * times; with the same action, since who is denied shows nothing of who they are.
   */
  private void renew(String shop, CohortName name, CohortHistory cohort, long nowMs) {
    Optional<EntryKey> key = name.entry();
    if (key.isEmpty()) {
      coverRest(shop, name, cohort, nowMs);
      return;
    }
    if (cohort.listedAction() == Action.BLOCK && CohortEntries.showsPeople(cohort.minutes())) {
      soften(shop, name, key.get(), cohort, nowMs);
    }
    boolean due = cohort.listedUntilMs() - nowMs < CohortEntries.RENEWED_BEFORE.toMillis();
    CohortAccumulator now = due ? cohort.seconds() : new CohortAccumulator();
    if (!due || !CohortEntries.goesOn(now, cohort, nowMs)) {
      return;
    }
    long until = nowMs + CohortEntries.lasts(cohort.listings(nowMs)).toMillis();
    Action action = cohort.listedAction();
    cohort.listed(nowMs, until, cohort.listings(nowMs) + 1, cohort.listedPages(), action);
    store.save(shop, name, cohort);
    List<Reason> reasons = CohortEntries.renewed(now);
    list(shop, name, key.get(), action, reasons, nowMs, until);
  }

  /** People were among those blocked, as is seen only now: they are challenged from now on. */
  private void soften(
      String shop, CohortName name, EntryKey key, CohortHistory cohort, long nowMs) {
    long until = cohort.listedUntilMs();
    cohort.listed(nowMs, until, cohort.listings(nowMs), cohort.listedPages(), Action.CHALLENGE);
    store.save(shop, name, cohort);
    List<Reason> reasons = CohortEntries.softened(cohort.minutes());
    list(shop, name, key, Action.CHALLENGE, reasons, nowMs, until);
  }

  /** Lists the route of a campaign whose shapes do not tell who it is. */
  private void coverRest(String shop, CohortName name, CohortHistory cohort, long nowMs) {
    long since = cohort.listedUntilMs() - CohortEntries.LASTS.toMillis();
    boolean justLooked = nowMs < coverDueMs && coverDueMs - nowMs <= COVER_EVERY.toMillis();
    if (nowMs - since < SHAPES_FIRST.toMillis() || justLooked) {
      return;
    }
    coverDueMs = nowMs + COVER_EVERY.toMillis();
    CohortAccumulator now = cohort.seconds();
    boolean tells = now.withoutCookie() < CohortJudge.FEWEST_NETWORKS || name.route().isEmpty();
    if (tells || store.isRouteListed(shop, name, nowMs)) {
      return;
    }
    long covered = 0;
    for (CohortName shape : store.shapesOf(shop, name)) {
      covered += store.listedPages(shop, shape, nowMs, AT_WORK);
    }
    if (2 * covered >= now.withoutCookie() || now.followShare() > CohortEntries.MOST_FOLLOW) {
      return;
    }
    EntryKey key = new EntryKey.OfCohort(null, null, null, name.route(), true);
    long until = store.campaignUntilMs(shop, name);
    store.routeListed(shop, name, until);
    list(shop, name, key, Action.CHALLENGE, CohortEntries.manyShapes(now, covered), nowMs, until);
  }

  private void list(
      String shop,
      CohortName name,
      EntryKey key,
      Action action,
      List<Reason> reasons,
      long nowMs,
      long untilMs) {
    BlocklistEntry entry =
        BlocklistEntry.newBuilder()
            .setFormat(Formats.CURRENT)
            .setShop(shop)
            .setKey(key.text())
            .setAction(action)
            .setSource(Source.COHORT)
            .addAllReasons(reasons)
            .setCreatedAtMs(nowMs)
            .setExpiresAtMs(untilMs)
            .setAuthor("stream")
            .setTriggerAtMs(nowMs)
            .build();
    counters.entry(key.text());
    context.forward(new Record<>(key.text(), entry, nowMs), "cohort-entries");
    verdict(shop, name, key.text(), reasons, nowMs);
  }

  private void verdict(String shop, CohortName name, String key, List<Reason> reasons, long nowMs) {
    Verdict verdict =
        Verdict.newBuilder()
            .setFormat(Formats.CURRENT)
            .setShop(shop)
            .setSubject(name.text())
            .setKind("cohort")
            .setAtMs(nowMs)
            .setVerdict(key.isEmpty() ? "campaign" : "fleet")
            .setScore(1)
            .setModel(models.champion().hash())
            .addAllReasons(reasons)
            .setEntryKey(key)
            .build();
    counters.verdicts.increment();
    context.forward(new Record<>(name.text(), verdict, nowMs), "cohort-verdicts");
  }
}
