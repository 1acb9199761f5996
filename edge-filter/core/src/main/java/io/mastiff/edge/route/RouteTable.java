package io.mastiff.edge.route;

import io.mastiff.event.AssetKind;
import io.mastiff.event.PageType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a path: the operator's rows in their order, then the default table, else a
 * template made of the first segment ({@code /blog/*}).
 *
 * <p>Immutable but for the made-up templates, of which at most {@value #MOST_UNKNOWN} are
 * remembered; more unknown paths share {@code /*}.
 */
public final class RouteTable {
  static final int MOST_UNKNOWN = 64;
  private static final int LONGEST_PATH = 512;
  private static final int LONGEST_SEGMENT = 24;
  private static final Route ASSETS = new Route("/*.asset", PageType.ASSET, RouteClass.ASSET, 0);
  private static final Route ANY = Route.of("/*", PageType.OTHER);

  private final Index byFirst = new Index();
  private final List<Compiled> variable = new ArrayList<>();
  private final Map<String, Route> unknown = new ConcurrentHashMap<>();

  /** A table of the operator's rows before the default ones. */
  public RouteTable(List<Route> operators) {
    operators.forEach(this::add);
    DefaultRoutes.all().forEach(this::add);
    byFirst.freeze();
  }

  private void add(Route route) {
    Compiled row = new Compiled(route);
    if (row.first().equals("*") || Compiled.isVariable(row.first())) {
      variable.add(row);
    } else {
      byFirst.add(row);
    }
  }

  /** What {@code target} (path and query, undecoded) asks for. */
  public RouteMatch match(String target) {
    int query = target.indexOf('?');
    int whole = query < 0 ? target.length() : query;
    int end = endOfPath(target, whole);
    boolean cut = end < whole;
    String asked = query < 0 ? null : target;
    if (CanonicalPath.isCanonical(target, end)) {
      return match(target, end, cut, asked);
    }
    CanonicalPath canonical = CanonicalPath.of(target.substring(0, end));
    String path = canonical.text();
    return match(path, path.length(), cut || canonical.odd(), asked);
  }

  /** The canonical path of a target, as {@link RouteMatch#path} gives it. */
  public static String path(String target) {
    int query = target.indexOf('?');
    int end = endOfPath(target, query < 0 ? target.length() : query);
    String path = target.substring(0, end);
    return CanonicalPath.isCanonical(target, end) ? path : CanonicalPath.of(path).text();
  }

  /** Where the part of a path that counts ends; never between the halves of a character. */
  private static int endOfPath(String target, int whole) {
    int end = Math.min(whole, target.startsWith("/") ? LONGEST_PATH : LONGEST_PATH - 1);
    boolean splits = end < whole && Character.isHighSurrogate(target.charAt(end - 1));
    return splits ? end - 1 : end;
  }

  private RouteMatch match(String path, int end, boolean odd, @Nullable String target) {
    Compiled found = find(path, end);
    if (found != null && !(odd && isPrivileged(found.route))) {
      return found.match(path, end, odd, target);
    }
    AssetKind asset = odd ? AssetKind.ASSET_NONE : AssetKinds.of(path, end);
    Route route = asset == AssetKind.ASSET_NONE ? unknown(path, end) : ASSETS;
    return new RouteMatch(route, path, end, asset, -1, -1, target);
  }

  /** Routes whose requests are spared something; an odd path must not earn that. */
  private static boolean isPrivileged(Route route) {
    RouteClass c = route.routeClass();
    return c == RouteClass.MACHINE
        || c == RouteClass.ROBOTS
        || c == RouteClass.RETURN
        || c == RouteClass.APP
        || c == RouteClass.ASSET
        || c.isProtected();
  }

  private @Nullable Compiled find(String path, int end) {
    int stop = endOfSegment(path, 1, end);
    Compiled found = first(byFirst.get(path, Math.min(1, end), stop), path, end);
    return found != null ? found : first(variable, path, end);
  }

  private static @Nullable Compiled first(List<Compiled> rows, String path, int end) {
    for (Compiled row : rows) {
      if (row.matches(path, end)) {
        return row;
      }
    }
    return null;
  }

  static int endOfSegment(String path, int from, int end) {
    int slash = path.indexOf('/', from);
    return slash < 0 || slash > end ? end : slash;
  }

  private Route unknown(String path, int end) {
    int stop = endOfSegment(path, 1, end);
    String segment = stop <= 1 ? "" : path.substring(1, stop);
    if (segment.isEmpty() || !isPlain(segment)) {
      return ANY;
    }
    Route known = unknown.get(segment);
    if (known != null || unknown.size() >= MOST_UNKNOWN) {
      return known == null ? ANY : known;
    }
    String template = stop == end ? "/" + segment : "/" + segment + "/*";
    return unknown.computeIfAbsent(segment, s -> Route.of(template, PageType.OTHER));
  }

  private static boolean isPlain(String segment) {
    if (segment.length() > LONGEST_SEGMENT) {
      return false;
    }
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c == '-' || c == '_')) {
        return false;
      }
    }
    return true;
  }

  /** A row with its template taken apart; segments are compared in place. */
  private static final class Compiled {
    private final Route route;
    private final String[] parts;
    private final boolean open;
    private final int productAt;

    private Compiled(Route route) {
      this.route = route;
      String template = route.template().substring(1);
      this.parts = template.isEmpty() ? new String[0] : template.split("/", -1);
      this.open = parts.length > 0 && parts[parts.length - 1].equals("*");
      this.productAt = java.util.Arrays.asList(parts).indexOf("{product}");
    }

    String first() {
      return parts.length == 0 ? "" : parts[0];
    }

    boolean matches(String path, int end) {
      int fixed = open ? parts.length - 1 : parts.length;
      int from = 1;
      for (int i = 0; i < fixed; i++) {
        if (from >= end) {
          return false;
        }
        int stop = endOfSegment(path, from, end);
        if (!isVariable(parts[i]) && !isSegment(parts[i], path, from, stop)) {
          return false;
        }
        from = stop + 1;
      }
      return open || from >= end;
    }

    private static boolean isSegment(String part, String path, int from, int stop) {
      return stop - from == part.length() && path.startsWith(part, from);
    }

    RouteMatch match(String path, int end, boolean odd, @Nullable String target) {
      AssetKind kind = AssetKind.ASSET_NONE;
      boolean listed =
          route.pageType() == PageType.SEARCH
              || route.pageType() == PageType.LISTING
              || route.pageType() == PageType.API;
      if (!odd && (open || route.pageType() == PageType.PRODUCT) && !(listed && target != null)) {
        kind = AssetKinds.of(path, end);
      }
      if (kind != AssetKind.ASSET_NONE && route.pageType() != PageType.MACHINE) {
        return new RouteMatch(ASSETS, path, end, kind, -1, -1, target);
      }
      int from = productAt < 0 ? -1 : startOfSegment(path, productAt, end);
      int to = from < 0 ? -1 : endOfSegment(path, from, end);
      return new RouteMatch(route, path, end, AssetKind.ASSET_NONE, from, to, target);
    }

    private static int startOfSegment(String path, int number, int end) {
      int from = 1;
      for (int i = 0; i < number; i++) {
        from = endOfSegment(path, from, end) + 1;
      }
      return from;
    }

    private static boolean isVariable(String part) {
      return part.startsWith("{") && part.endsWith("}");
    }
  }

  /** Rows by their first segment, found without making a string of it. */
  private static final class Index {
    private final Map<String, List<Compiled>> rows = new HashMap<>();
    private String[] keys = new String[0];
    private List<List<Compiled>> cells = List.of();

    void add(Compiled row) {
      rows.computeIfAbsent(row.first(), f -> new ArrayList<>()).add(row);
    }

    void freeze() {
      int size = Integer.highestOneBit(Math.max(8, rows.size() * 4));
      keys = new String[size];
      List<List<Compiled>> filled = new ArrayList<>(Collections.nCopies(size, List.of()));
      rows.forEach(
          (key, found) -> {
            int cell = cell(key, 0, key.length());
            while (keys[cell] != null) {
              cell = (cell + 1) & (size - 1);
            }
            keys[cell] = key;
            filled.set(cell, List.copyOf(found));
          });
      cells = filled;
    }

    List<Compiled> get(String path, int from, int to) {
      int cell = cell(path, from, to);
      while (keys[cell] != null) {
        String key = keys[cell];
        if (key.length() == to - from && path.startsWith(key, from)) {
          return cells.get(cell);
        }
        cell = (cell + 1) & (keys.length - 1);
      }
      return List.of();
    }

    private int cell(String text, int from, int to) {
      int hash = to - from;
      for (int i = from; i < to; i++) {
        hash = hash * 31 + text.charAt(i);
      }
      return (hash ^ (hash >>> 15)) & (keys.length - 1);
    }
  }
}
