package io.mastiff.stream;

import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.EntryKey;
import io.mastiff.event.Formats;
import io.mastiff.event.Reason;
import io.mastiff.event.Source;
import io.mastiff.event.Verdict;
import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.state.CohortPartial;
import io.mastiff.feature.state.CohortWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Second stage, by cohort: merges the partitions' partial sums of ten seconds and judges them. */
final class CohortProcessor implements Processor<String, CohortPartial, String, Object> {
  static final int WINDOW_SECONDS = 10;
  static final Duration LISTED_FOR = Duration.ofMinutes(10);
  private static final int FORMAT = 1;
  private static final Duration PURGE_EVERY = Duration.ofSeconds(30);

  private final StreamSettings settings;
  private final StreamCounters counters;
  private ProcessorContext<String, Object> context;
  private KeyValueStore<String, CohortWindow> windows;

  @SuppressWarnings("NullAway.Init")
  CohortProcessor(StreamSettings settings, StreamCounters counters) {
    this.settings = settings;
    this.counters = counters;
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    windows = context.getStateStore(Stores.WINDOWS);
    context.schedule(PURGE_EVERY, PunctuationType.WALL_CLOCK_TIME, this::purge);
  }

  @Override
  public void process(Record<String, CohortPartial> record) {
    CohortPartial partial = record.value();
    CohortWindow window = merged(windows.get(record.key()), partial);
    CohortAccumulator cohort = CohortAccumulator.of(window.getPartialsList());
    long nowMs = cohort.triggerAtMs();
    Optional<List<Reason>> reasons =
        window.getListedUntilMs() > nowMs || !settings.cohorts()
            ? Optional.empty()
            : CohortJudge.convict(cohort);
    if (reasons.isPresent()) {
      long until = nowMs + LISTED_FOR.toMillis();
      window = window.toBuilder().setListedUntilMs(until).build();
      list(partial, CohortJudge.action(cohort), reasons.get(), nowMs, until);
    }
    windows.put(record.key(), window);
  }

  private static CohortWindow merged(
      @org.jspecify.annotations.Nullable CohortWindow known, CohortPartial partial) {
    if (known == null) {
      return CohortWindow.newBuilder().setFormat(FORMAT).addPartials(partial).build();
    }
    long newest = partial.getSecond();
    for (CohortPartial old : known.getPartialsList()) {
      newest = Math.max(newest, old.getSecond());
    }
    CohortWindow.Builder window = known.toBuilder().clearPartials();
    for (CohortPartial old : known.getPartialsList()) {
      boolean same =
          old.getSecond() == partial.getSecond() && old.getPartition() == partial.getPartition();
      if (!same && old.getSecond() > newest - WINDOW_SECONDS) {
        window.addPartials(old);
      }
    }
    return window.addPartials(partial).build();
  }

  private void list(
      CohortPartial partial, Action action, List<Reason> reasons, long nowMs, long untilMs) {
    String key = "cohort:" + partial.getCohort() + ",cookie=none";
    if (EntryKey.parse(key).isEmpty()) {
      counters.refused.increment();
      return;
    }
    BlocklistEntry entry =
        BlocklistEntry.newBuilder()
            .setFormat(Formats.CURRENT)
            .setShop(partial.getShop())
            .setKey(key)
            .setAction(action)
            .setSource(Source.COHORT)
            .addAllReasons(reasons)
            .setCreatedAtMs(nowMs)
            .setExpiresAtMs(untilMs)
            .setAuthor("stream")
            .setTriggerAtMs(nowMs)
            .build();
    Verdict verdict =
        Verdict.newBuilder()
            .setFormat(Formats.CURRENT)
            .setShop(partial.getShop())
            .setSubject(partial.getCohort())
            .setKind("cohort")
            .setAtMs(nowMs)
            .setVerdict("fleet")
            .setScore(1)
            .addAllReasons(reasons)
            .setEntryKey(key)
            .build();
    counters.entries.increment();
    counters.verdicts.increment();
    context.forward(new Record<>(key, entry, nowMs), "blocklist");
    context.forward(new Record<>(partial.getCohort(), verdict, nowMs), "verdicts");
  }

  private void purge(long wallClockMs) {
    List<String> idle = new ArrayList<>();
    try (KeyValueIterator<String, CohortWindow> all = windows.all()) {
      while (all.hasNext()) {
        KeyValue<String, CohortWindow> window = all.next();
        long newest =
            window.value.getPartialsList().stream()
                .mapToLong(CohortPartial::getTriggerAtMs)
                .max()
                .orElse(0);
        if (newest < wallClockMs - 120_000 && window.value.getListedUntilMs() < wallClockMs) {
          idle.add(window.key);
        }
      }
    }
    idle.forEach(windows::delete);
  }
}
