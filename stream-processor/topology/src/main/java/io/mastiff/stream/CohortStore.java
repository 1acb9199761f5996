package io.mastiff.stream;

import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.state.CohortBatch;
import io.mastiff.feature.state.CohortPartial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The cohorts of a partition by group, and which routes campaigns are known on.
 *
 * <p>Of each kind of cohort at most {@link CohortName.Kind#most} are kept; further ones are counted
 * as refused. A cohort is forgotten after two hours without a page, one of few pages after ten
 * minutes, one that belongs to the shop's week after two weeks.
 */
final class CohortStore {
  /** Between the parts of a key; no request has it in its first line. */
  private static final char END = '\u0001';

  private static final String MARK = "~";
  private static final String CAMPAIGN = MARK + "campaign";
  private static final String WHOLE_ROUTE = MARK + "route";
  private static final String CLOCK = MARK + "clock";
  private static final Comparator<CohortName> BY_TEXT = Comparator.comparing(CohortName::text);
  private static final long FEW_MS = Duration.ofMinutes(10).toMillis();
  private static final long IDLE_MS = Duration.ofHours(2).toMillis();
  private static final long WEEKS_MS = Duration.ofDays(14).toMillis();
  private static final int LONGEST_NAME = 5_000;
  private static final int FEW_PAGES = 100;
  private static final int OF_THE_WEEK = 5_000;

  private final HistoryBook histories;
  private final StreamCounters counters;
  private final CohortClock clock = new CohortClock();
  private final Map<CohortName.Kind, Integer> kept = new EnumMap<>(CohortName.Kind.class);

  /** The cohorts of each group, by the start of their keys. */
  private final Map<String, Set<CohortName>> groups = new HashMap<>();

  /** What can be asked of each cohort without reading its history, by key. */
  private final Map<String, Standing> standings = new HashMap<>();

  private static final class Standing {
    private long newestSecond;
    private long listedUntilMs;

    /** Of all its time, at least; what was before a restart counts as many. */
    private long withoutCookie;

    void seen(long second, List<CohortPartial> parts) {
      newestSecond = Math.max(newestSecond, second);
      for (CohortPartial part : parts) {
        withoutCookie += part.getWithoutCookie();
      }
    }
  }

  /** Until when what is known of a group holds, ms. */
  private final Map<String, Long> marks = new HashMap<>();

  /** Takes what is told of each part that was taken in. */
  interface Taken {
    void part(String shop, CohortName name, CohortPartial part);
  }

  /**
   * Reads what was written.
   *
   * @param taken hears of the parts that are taken from the journal
   */
  CohortStore(HistoryBook histories, StreamCounters counters, Taken taken) {
    this.histories = histories;
    this.counters = counters;
    histories.load(
        (key, window) -> {
          int end = key.lastIndexOf(END);
          String name = key.substring(end + 1);
          if (key.startsWith(CLOCK)) {
            int partition = Integer.parseInt(key.substring(CLOCK.length()));
            clock.restore(partition, window.getListedUntilMs() / 1000);
          } else if (name.startsWith(MARK)) {
            marks.put(key, window.getListedUntilMs());
          } else {
            remember(key.substring(0, end + 1), CohortName.parse(name));
            Standing standing = standing(key);
            standing.newestSecond = CohortHistory.newest(window);
            standing.listedUntilMs = window.getListedUntilMs();
            standing.withoutCookie = Integer.MAX_VALUE;
          }
        });
    histories.replay((number, batch) -> take(number, batch, taken));
  }

  private Standing standing(String key) {
    return standings.computeIfAbsent(key, any -> new Standing());
  }

  /** Takes in a batch; returns what time it is, ms since the epoch. */
  long take(CohortBatch batch, Taken taken) {
    if (batch.getAtMs() > 0) {
      clock
          .at(batch.getPartition(), batch.getAtMs() / 1000)
          .forEach((partition, second) -> histories.mark(CLOCK + partition, second * 1000));
    }
    CohortBatch dated = batch.toBuilder().setAtMs(clock.now() * 1000).build();
    take(histories.append(dated), dated, taken);
    return dated.getAtMs();
  }

  /** The batch says what time it was for all when it came. */
  private void take(long number, CohortBatch batch, Taken taken) {
    long second = batch.getAtMs() / 1000;
    Map<CohortName, List<CohortPartial>> byCohort = new LinkedHashMap<>();
    for (CohortPartial part : batch.getPartsList()) {
      byCohort
          .computeIfAbsent(CohortName.parse(part.getCohort()), name -> new ArrayList<>())
          .add(part);
    }
    byCohort.forEach(
        (name, parts) ->
            parts.stream()
                .collect(
                    Collectors.groupingBy(
                        CohortPartial::getShop, TreeMap::new, Collectors.toList()))
                .forEach((shop, own) -> take(number, second, shop, name, own, taken)));
  }

  /** All that a batch has for one cohort, unless it is part of its history already. */
  private void take(
      long number,
      long second,
      String shop,
      CohortName name,
      List<CohortPartial> parts,
      Taken taken) {
    Optional<CohortHistory> known = history(shop, name);
    if (known.isEmpty() || known.get().applied() >= number) {
      return;
    }
    CohortHistory history = known.get();
    if (history.forgetFuture(second)) {
      standings.remove(key(shop, name));
    }
    for (CohortPartial part : parts) {
      if (history.take(part, number)) {
        taken.part(shop, name, part);
      } else {
        counters.late.increment();
      }
    }
    String key = key(shop, name);
    histories.changed(key);
    standing(key).seen(history.newest(), parts);
  }

  /** Saves some of what has changed. */
  void saveSome() {
    histories.saveSome();
  }

  /** Whether a text can be part of a key. */
  static boolean isName(String text) {
    return text.length() <= LONGEST_NAME && text.indexOf(END) < 0 && !text.startsWith(MARK);
  }

  private static String group(String shop, CohortName name) {
    return shop + END + name.group() + END;
  }

  private static String key(String shop, CohortName name) {
    return group(shop, name) + name.text();
  }

  private static String siteKey(String shop) {
    return shop + END + END + "site";
  }

  /** What is kept of a cohort, new for a new one; empty where there is no room for another. */
  Optional<CohortHistory> history(String shop, CohortName name) {
    CohortHistory known = histories.get(key(shop, name));
    if (known != null) {
      return Optional.of(known);
    }
    if (kept.getOrDefault(name.kind(), 0) >= name.kind().most()) {
      counters.refused.increment();
      return Optional.empty();
    }
    remember(group(shop, name), name);
    return Optional.of(histories.open(key(shop, name)));
  }

  private void remember(String group, CohortName name) {
    if (groups.computeIfAbsent(group, any -> new TreeSet<>(BY_TEXT)).add(name)) {
      kept.merge(name.kind(), 1, Integer::sum);
    }
  }

  /** Saves what the journal does not know of: that a cohort was listed. */
  void save(String shop, CohortName name, CohortHistory history) {
    String key = key(shop, name);
    standing(key).listedUntilMs = history.listedUntilMs();
    histories.saveNow(key);
  }

  /** What is kept of a cohort that had so many pages without a cookie, if it has. */
  Optional<CohortHistory> known(String shop, CohortName name, long fewest) {
    Standing standing = standings.get(key(shop, name));
    return standing == null || standing.withoutCookie < fewest
        ? Optional.empty()
        : Optional.ofNullable(histories.get(key(shop, name)));
  }

  /** Whether something came of a cohort within this time, and it is not listed. */
  boolean isAtLarge(String shop, CohortName name, long nowMs, Duration atWork) {
    Standing standing = standings.get(key(shop, name));
    return standing != null
        && standing.newestSecond * 1000 > nowMs - atWork.toMillis()
        && standing.listedUntilMs <= nowMs;
  }

  SiteView site(String shop) {
    return new SiteView(historyOf(siteKey(shop)));
  }

  private CohortHistory historyOf(String key) {
    CohortHistory known = histories.get(key);
    return known == null ? CohortHistory.of(null) : known;
  }

  /** How many cohorts are followed. */
  long size() {
    return kept.values().stream().mapToLong(Integer::longValue).sum();
  }

  /** How many cohorts lie in the group of this one. */
  long besideIn(String shop, CohortName name) {
    return namesIn(shop, name).size();
  }

  private Collection<CohortName> namesIn(String shop, CohortName name) {
    return groups.getOrDefault(group(shop, name), new TreeSet<>(BY_TEXT));
  }

  /** The shapes on the route of a campaign. */
  List<CohortName> shapesOf(String shop, CohortName campaign) {
    return namesIn(shop, campaign).stream()
        .filter(name -> name.kind() == CohortName.Kind.SHAPE_ROUTE)
        .toList();
  }

  /**
   * What was on the route of a cohort in a window, itself among it; for a shape on all routes the
   * whole site's.
   */
  CohortAccumulator route(
      String shop, CohortName name, Function<CohortHistory, CohortAccumulator> window) {
    CohortAccumulator sum = new CohortAccumulator();
    List<String> keys =
        switch (name.kind()) {
          case SHAPE_ROUTE, ENTRY, TEMPLATE ->
              namesIn(shop, name).stream()
                  .filter(of -> of.kind() == CohortName.Kind.TEMPLATE)
                  .map(of -> key(shop, of))
                  .toList();
          case SHAPE -> List.of(siteKey(shop));
          default -> List.of();
        };
    keys.forEach(key -> sum.add(window.apply(historyOf(key))));
    return sum;
  }

  /** Pages of the last seconds without a cookie, if the cohort is listed, else 0. */
  long listedPages(String shop, CohortName name, long nowMs, Duration atWork) {
    Standing standing = standings.get(key(shop, name));
    if (standing == null || standing.listedUntilMs <= nowMs) {
      return 0;
    }
    CohortHistory history = historyOf(key(shop, name));
    boolean here = history.newest() * 1000 > nowMs - atWork.toMillis();
    return here ? history.seconds().withoutCookie() : 0;
  }

  /** A campaign is known on the route of a cohort until then. */
  void campaign(String shop, CohortName name, long untilMs) {
    mark(group(shop, name) + CAMPAIGN, untilMs);
  }

  long campaignUntilMs(String shop, CohortName name) {
    return markedUntil(group(shop, name) + CAMPAIGN);
  }

  void routeListed(String shop, CohortName name, long untilMs) {
    mark(group(shop, name) + WHOLE_ROUTE, untilMs);
  }

  boolean isRouteListed(String shop, CohortName name, long nowMs) {
    return markedUntil(group(shop, name) + WHOLE_ROUTE) > nowMs;
  }

  private void mark(String key, long untilMs) {
    marks.put(key, untilMs);
    histories.mark(key, untilMs);
  }

  private long markedUntil(String key) {
    return marks.getOrDefault(key, 0L);
  }

  /** Forgets cohorts that nothing came of for long. */
  void purge(long nowMs) {
    for (Map.Entry<String, Set<CohortName>> group : List.copyOf(groups.entrySet())) {
      for (CohortName name : List.copyOf(group.getValue())) {
        String key = group.getKey() + name.text();
        boolean silent = standing(key).newestSecond * 1000 < nowMs - FEW_MS;
        if (silent && histories.removeIf(key, of -> isIdle(of, nowMs))) {
          forget(group.getKey(), name);
          standings.remove(key);
        }
      }
    }
    long latest = nowMs + CohortEntries.LONGEST.toMillis();
    marks
        .entrySet()
        .removeIf(
            mark -> (mark.getValue() < nowMs || mark.getValue() > latest) && unmark(mark.getKey()));
  }

  private boolean unmark(String key) {
    histories.unmark(key);
    return true;
  }

  private void forget(String group, CohortName name) {
    Set<CohortName> names = groups.getOrDefault(group, Set.of());
    if (names.remove(name)) {
      kept.merge(name.kind(), -1, Integer::sum);
    }
    if (names.isEmpty()) {
      groups.remove(group);
    }
  }

  private static boolean isIdle(CohortHistory history, long nowMs) {
    if (history.listedUntilMs() > nowMs) {
      return false;
    }
    double ofWeek = history.pagesAtAnyHour(history.newest());
    long few = ofWeek + history.withoutCookie() < FEW_PAGES ? FEW_MS : IDLE_MS;
    return history.newest() * 1000 < nowMs - (ofWeek >= OF_THE_WEEK ? WEEKS_MS : few);
  }
}
