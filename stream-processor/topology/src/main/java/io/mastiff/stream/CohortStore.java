package io.mastiff.stream;

import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.state.CohortWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The histories of a partition's cohorts, and which routes campaigns are known on.
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
  private static final Comparator<CohortName> BY_TEXT = Comparator.comparing(CohortName::text);
  private static final long FEW_MS = Duration.ofMinutes(10).toMillis();
  private static final long IDLE_MS = Duration.ofHours(2).toMillis();
  private static final long WEEKS_MS = Duration.ofDays(14).toMillis();
  private static final int FEW_PAGES = 100;
  private static final int OF_THE_WEEK = 5_000;

  /** So many histories are held as objects, those last asked for. */
  private static final int MOST_HELD = 10_000;

  private final KeyValueStore<String, CohortWindow> windows;
  private final StreamCounters counters;

  /** By key, the one last asked for at the end. */
  private final Map<String, CohortHistory> held = new LinkedHashMap<>(16, 0.75f, true);

  private final Set<String> unsaved = new LinkedHashSet<>();
  private final Map<CohortName.Kind, Integer> kept = new EnumMap<>(CohortName.Kind.class);
  private final Map<String, SiteView> sites = new HashMap<>();

  /** The cohorts of each group, by the start of their keys. */
  private final Map<String, Set<CohortName>> groups = new HashMap<>();

  CohortStore(WriteBehind<CohortWindow> store, StreamCounters counters) {
    windows = store.writtenBy(this::write);
    this.counters = counters;
    try (KeyValueIterator<String, CohortWindow> all = windows.all()) {
      all.forEachRemaining(
          window -> {
            int end = window.key.lastIndexOf(END);
            String name = window.key.substring(end + 1);
            if (!name.startsWith(MARK)) {
              remember(window.key.substring(0, end + 1), CohortName.parse(name));
            }
          });
    }
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
    CohortHistory known = held(key(shop, name));
    if (known == null && kept.getOrDefault(name.kind(), 0) >= name.kind().most()) {
      counters.refused.increment();
      return Optional.empty();
    }
    if (known != null) {
      return Optional.of(known);
    }
    remember(group(shop, name), name);
    return Optional.of(hold(key(shop, name), CohortHistory.of(null)));
  }

  private @Nullable CohortHistory held(String key) {
    CohortHistory known = held.get(key);
    if (known != null) {
      return known;
    }
    CohortWindow window = windows.get(key);
    return window == null ? null : hold(key, CohortHistory.of(window));
  }

  private CohortHistory hold(String key, CohortHistory history) {
    held.put(key, history);
    if (held.size() > MOST_HELD) {
      Map.Entry<String, CohortHistory> eldest = held.entrySet().iterator().next();
      if (unsaved.remove(eldest.getKey())) {
        windows.put(eldest.getKey(), eldest.getValue().window());
      }
      held.remove(eldest.getKey());
    }
    return history;
  }

  private void write() {
    for (String key : unsaved) {
      CohortHistory history = held.get(key);
      if (history != null) {
        windows.put(key, history.window());
      }
    }
    unsaved.clear();
  }

  private void remember(String group, CohortName name) {
    if (groups.computeIfAbsent(group, any -> new TreeSet<>(BY_TEXT)).add(name)) {
      kept.merge(name.kind(), 1, Integer::sum);
    }
  }

  void put(String shop, CohortName name, CohortHistory history) {
    if (name.kind() == CohortName.Kind.SITE) {
      sites.remove(shop);
    }
    String key = key(shop, name);
    if (held.get(key) != history) {
      hold(key, history);
    }
    unsaved.add(key);
  }

  SiteView site(String shop) {
    return sites.computeIfAbsent(shop, known -> new SiteView(historyOf(siteKey(known))));
  }

  private CohortHistory historyOf(String key) {
    CohortHistory known = held(key);
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
    CohortHistory history = historyOf(key(shop, name));
    if (history.listedUntilMs() <= nowMs) {
      return 0;
    }
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
    windows.put(key, CohortWindow.newBuilder().setFormat(1).setListedUntilMs(untilMs).build());
  }

  private long markedUntil(String key) {
    CohortWindow mark = windows.get(key);
    return mark == null ? 0 : mark.getListedUntilMs();
  }

  /** Forgets cohorts that nothing came of for long. */
  void purge(long streamTimeMs) {
    write();
    List<KeyValue<String, CohortWindow>> idle = new ArrayList<>();
    try (KeyValueIterator<String, CohortWindow> all = windows.all()) {
      while (all.hasNext()) {
        KeyValue<String, CohortWindow> each = all.next();
        if (isIdle(each.value, streamTimeMs)) {
          idle.add(each);
        }
      }
    }
    for (KeyValue<String, CohortWindow> each : idle) {
      windows.delete(each.key);
      held.remove(each.key);
      int end = each.key.lastIndexOf(END);
      forget(each.key.substring(0, end + 1), each.key.substring(end + 1));
    }
  }

  private void forget(String group, String text) {
    Set<CohortName> names = groups.get(group);
    if (names == null || text.startsWith(MARK)) {
      return;
    }
    CohortName name = CohortName.parse(text);
    if (names.remove(name)) {
      kept.merge(name.kind(), -1, Integer::sum);
    }
    if (names.isEmpty()) {
      groups.remove(group);
    }
  }

  private static boolean isIdle(@Nullable CohortWindow window, long nowMs) {
    if (window == null || window.getListedUntilMs() > nowMs) {
      return false;
    }
    CohortHistory history = CohortHistory.of(window);
    double ofWeek = history.pagesAtAnyHour(history.newest());
    long few = ofWeek + history.withoutCookie() < FEW_PAGES ? FEW_MS : IDLE_MS;
    return history.newest() * 1000 < nowMs - (ofWeek >= OF_THE_WEEK ? WEEKS_MS : few);
  }
}
