package io.mastiff.edge.route;

import io.mastiff.event.AssetKind;
import io.mastiff.event.PageType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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
  private static final int MOST_SEGMENTS = 32;
  private static final Route ASSETS = new Route("/*.asset", PageType.ASSET, RouteClass.ASSET, 0);
  private static final Route ANY = Route.of("/*", PageType.OTHER);

  private final Map<String, List<Compiled>> byFirst = new HashMap<>();
  private final Map<String, Route> unknown = new ConcurrentHashMap<>();

  /** A table of the operator's rows before the default ones. */
  public RouteTable(List<Route> operators) {
    operators.forEach(this::add);
    DefaultRoutes.all().forEach(this::add);
  }

  private void add(Route route) {
    Compiled compiled = Compiled.of(route);
    byFirst.computeIfAbsent(compiled.first(), f -> new ArrayList<>()).add(compiled);
  }

  /** What {@code target} (path and query, undecoded) asks for. */
  public RouteMatch match(String target) {
    int query = target.indexOf('?');
    CanonicalPath canonical =
        CanonicalPath.of(bounded(query < 0 ? target : target.substring(0, query)));
    String path = canonical.text();
    String[] segments = canonical.segments().toArray(String[]::new);
    Query asked = query < 0 ? Query.NONE : Query.parse(target, query + 1);
    Compiled found = find(segments);
    if (found != null && !(canonical.odd() && isPrivileged(found.route()))) {
      return found.match(path, segments, asked, canonical.odd());
    }
    AssetKind asset = canonical.odd() ? AssetKind.ASSET_NONE : AssetKinds.of(path);
    Route route = asset == AssetKind.ASSET_NONE ? unknown(segments) : ASSETS;
    return new RouteMatch(
        route, path, asset, "", asked.names(), asked.hash(), asked.pageOn(route.pageType()));
  }

  /** Routes whose requests are spared something; an odd path must not earn that. */
  private static boolean isPrivileged(Route route) {
    RouteClass c = route.routeClass();
    return c == RouteClass.MACHINE
        || c == RouteClass.ROBOTS
        || c == RouteClass.ASSET
        || c.isProtected();
  }

  private @org.jspecify.annotations.Nullable Compiled find(String[] segments) {
    String first = segments.length == 0 ? "" : segments[0];
    for (String key : new String[] {first, "{}"}) {
      for (Compiled compiled : byFirst.getOrDefault(key, List.of())) {
        if (compiled.matches(segments)) {
          return compiled;
        }
      }
    }
    return null;
  }

  private Route unknown(String[] segments) {
    if (segments.length == 0 || !isPlain(segments[0])) {
      return ANY;
    }
    Route known = unknown.get(segments[0]);
    if (known != null || unknown.size() >= MOST_UNKNOWN) {
      return known == null ? ANY : known;
    }
    String template = segments.length == 1 ? "/" + segments[0] : "/" + segments[0] + "/*";
    return unknown.computeIfAbsent(segments[0], s -> Route.of(template, PageType.OTHER));
  }

  private static boolean isPlain(String segment) {
    return segment.length() <= LONGEST_SEGMENT
        && segment.chars().allMatch(c -> c >= 'a' && c <= 'z' || c == '-' || c == '_');
  }

  private static String bounded(String path) {
    return path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH);
  }

  private static String[] segments(String path) {
    List<String> segments = new ArrayList<>(4);
    int from = 0;
    while (from < path.length() && segments.size() < MOST_SEGMENTS) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      if (end > from) {
        segments.add(path.substring(from, end));
      }
      from = end + 1;
    }
    return segments.toArray(String[]::new);
  }

  private record Compiled(Route route, String[] parts, boolean open, int productAt) {
    static Compiled of(Route route) {
      String[] parts = segments(route.template());
      boolean open = parts.length > 0 && parts[parts.length - 1].equals("*");
      int product = -1;
      for (int i = 0; i < parts.length; i++) {
        product = parts[i].equals("{product}") ? i : product;
      }
      return new Compiled(route, parts, open, product);
    }

    String first() {
      return parts.length == 0
          ? ""
          : isVariable(parts[0]) || parts[0].equals("*") ? "{}" : parts[0];
    }

    boolean matches(String[] segments) {
      int fixed = open ? parts.length - 1 : parts.length;
      if (segments.length < fixed || (!open && segments.length > fixed)) {
        return false;
      }
      for (int i = 0; i < fixed; i++) {
        if (!isVariable(parts[i]) && !parts[i].equals(segments[i])) {
          return false;
        }
      }
      return true;
    }

    RouteMatch match(String path, String[] segments, Query asked, boolean odd) {
      String product = productAt < 0 ? "" : segments[productAt];
      AssetKind kind = AssetKind.ASSET_NONE;
      if (!odd && (open || route.pageType() == PageType.PRODUCT)) {
        kind = AssetKinds.of(path);
      }
      if (kind != AssetKind.ASSET_NONE && route.pageType() != PageType.MACHINE) {
        return new RouteMatch(ASSETS, path, kind, "", List.of(), 0, 0);
      }
      return new RouteMatch(
          route,
          path,
          AssetKind.ASSET_NONE,
          product.length() <= 64 ? product : product.substring(0, 64),
          asked.names(),
          asked.hash(),
          asked.pageOn(route.pageType()));
    }

    private static boolean isVariable(String part) {
      return part.startsWith("{") && part.endsWith("}");
    }
  }
}
