package io.mastiff.standalone.audit;

import io.mastiff.data.accesslog.LogLine;
import io.mastiff.event.PageType;
import io.mastiff.event.RefererKind;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Texts;
import io.mastiff.standalone.audit.tally.Distinct;
import io.mastiff.standalone.audit.tally.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session asked for, as far as a report tells it; measured beside the features.
 *
 * <p>Bounded: {@value #MOST_PATHS} paths, {@value #MOST_ROUTES} routes, {@value #LONGEST_REFERER}
 * characters of a referer, 128 products exactly and more in 4 kB, {@value #MOST_STEPS} steps of
 * time; about 250 B, and 500 B for a session of over a minute.
 */
final class Visit {
  static final int MOST_PATHS = 4;
  static final int MOST_ROUTES = 4;
  private static final int LONGEST_REFERER = 256;
  private static final int MOST_STEPS = 32;
  private static final @Nullable String[] NONE = {};
  private static final long WHOLE_MS = 60_000;

  /** The session's score from a number of requests on. */
  record Scored(double score, long requests) {}

  RefererKind entry = RefererKind.REFERER_UNKNOWN;
  PageType entryType = PageType.PAGE_TYPE_UNKNOWN;
  String referer = "";
  long assets;
  long followed;
  long tookMicros;
  long timed;
  private @Nullable String[] paths = NONE;
  private int pathCount;
  private @Nullable String[] routes = NONE;
  private int routeCount;
  private @Nullable Distinct products;
  private @Nullable List<Scored> scores;
  private @Nullable Timeline later;
  private long startMs;
  private long atStart;

  /** Adds a line; {@code page} says whether it counts as a page. */
  void add(LogLine line, RequestEvent event, boolean page) {
    addTime(line.atMs());
    if (line.tookMicros() >= 0) {
      tookMicros += line.tookMicros();
      timed++;
    }
    if (page) {
      addPage(line, event);
    } else if (event.getPageType() == PageType.ASSET) {
      assets++;
    }
  }

  private void addTime(long atMs) {
    Timeline over = later;
    if (over == null) {
      startMs = atStart == 0 ? atMs : startMs;
      if (atMs - startMs < WHOLE_MS) {
        atStart++;
        return;
      }
      over = new Timeline(MOST_STEPS);
      later = over;
    }
    over.add(atMs, 1);
  }

  private void addPage(LogLine line, RequestEvent event) {
    if (routeCount == 0) {
      entry = event.getReferer();
      entryType = event.getPageType();
      referer = Texts.first(line.referer(), LONGEST_REFERER);
    }
    followed += event.getReferer() == RefererKind.REFERER_INTERNAL ? 1 : 0;
    if (routeCount < MOST_ROUTES && !hasRoute(event.getRoute())) {
      routes = withRoom(routes, routeCount, MOST_ROUTES);
      routes[routeCount++] = event.getRoute();
    }
    if (pathCount < MOST_PATHS) {
      paths = withRoom(paths, pathCount, MOST_PATHS);
      paths[pathCount++] = event.getPath();
    }
    if (!event.getProduct().isEmpty()) {
      addProduct(Distinct.hash(event.getProduct()));
    }
  }

  private boolean hasRoute(String route) {
    for (int i = 0; i < routeCount; i++) {
      if (route.equals(routes[i])) {
        return true;
      }
    }
    return false;
  }

  /** One place at first, all of them from the second on. */
  private static @Nullable String[] withRoom(@Nullable String[] names, int used, int most) {
    return used < names.length ? names : Arrays.copyOf(names, used == 0 ? 1 : most);
  }

  private static List<String> listed(@Nullable String[] names, int used) {
    List<String> listed = new ArrayList<>(used);
    for (int i = 0; i < used; i++) {
      String name = names[i];
      if (name != null) {
        listed.add(name);
      }
    }
    return listed;
  }

  /** The first pages' paths. */
  List<String> paths() {
    return listed(paths, pathCount);
  }

  /** The first templates of pages, each once. */
  List<String> routes() {
    return listed(routes, routeCount);
  }

  private void addProduct(long hash) {
    Distinct known = products;
    if (known == null) {
      known = new Distinct(Taken.EXACT_PRODUCTS, Taken.PRECISION);
      products = known;
    }
    known.add(hash);
  }

  /** Notes the score that the session has after so many requests. */
  void scored(double score, long requests) {
    List<Scored> known = scores;
    if (known == null) {
      known = new ArrayList<>(2);
      scores = known;
    }
    known.add(new Scored(score, requests));
  }

  /** The scores that were noted, rising. */
  List<Scored> scores() {
    List<Scored> known = scores;
    return known == null ? List.of() : known;
  }

  @Nullable Distinct products() {
    return products;
  }

  /** The template of the first page; empty without a page. */
  String entryRoute() {
    return first(routes);
  }

  /** The path of the first page; empty without a page. */
  String entryPath() {
    return first(paths);
  }

  private static String first(@Nullable String[] names) {
    String name = names.length == 0 ? null : names[0];
    return name == null ? "" : name;
  }

  /** Adds its requests to a timeline. */
  void addTo(Timeline all) {
    all.add(startMs, atStart);
    if (later != null) {
      all.add(later, 1);
    }
  }
}
