package io.mastiff.edge.route;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.mastiff.event.PageType;
import io.mastiff.event.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The parameters of a query that choose what a list shows: names, a hash of their values, and the
 * page number; {@code p} is a page number on lists and an id elsewhere. Parameters of campaigns are
 * left out; values are never kept.
 */
record Query(List<String> names, long hash, int page, int p) {
  static final Query NONE = new Query(List.of(), 0, 0, 0);
  private static final int MOST_PARAMETERS = 16;
  private static final int LONGEST_NAME = 32;
  private static final int HIGHEST_PAGE = 100_000;

  /** The page number asked for on a route of this type. */
  int pageOn(PageType type) {
    boolean list = type == PageType.LISTING || type == PageType.SEARCH;
    return list ? Math.max(page, p) : page;
  }

  /** Reads the query of {@code target} that starts at {@code from}. */
  static Query parse(String target, int from) {
    List<String> pairs = pairs(target, from);
    if (pairs.isEmpty()) {
      return NONE;
    }
    Collections.sort(pairs);
    List<String> names = new ArrayList<>(pairs.size());
    HashStream64 hash = Hashing.komihash5_0().hashStream();
    int page = 0;
    int p = 0;
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (isPage(name) && equals > 0) {
        page = Math.max(page, number(pair, equals + 1));
      } else if (name.equals("p") && equals > 0) {
        p = number(pair, equals + 1);
      } else {
        names.add(Texts.first(name, LONGEST_NAME));
        hash.putString(pair);
      }
    }
    return new Query(List.copyOf(names), names.isEmpty() ? 0 : hash.getAsLong(), page, p);
  }

  private static List<String> pairs(String target, int from) {
    List<String> pairs = new ArrayList<>(4);
    while (from < target.length() && pairs.size() < MOST_PARAMETERS) {
      int ampersand = target.indexOf('&', from);
      int end = ampersand < 0 ? target.length() : ampersand;
      if (end > from && !target.startsWith("utm_", from) && !isClickId(target, from)) {
        pairs.add(target.substring(from, end));
      }
      from = end + 1;
    }
    return pairs;
  }

  private static boolean isClickId(String target, int from) {
    return target.startsWith("gclid=", from)
        || target.startsWith("fbclid=", from)
        || target.startsWith("msclkid=", from);
  }

  private static boolean isPage(String name) {
    return name.equals("page") || name.equals("paged") || name.equals("seite");
  }

  private static int number(String pair, int from) {
    int value = 0;
    for (int i = from; i < pair.length(); i++) {
      char c = pair.charAt(i);
      if (c < '0' || c > '9' || value > HIGHEST_PAGE) {
        return i == from ? 0 : Math.min(value, HIGHEST_PAGE);
      }
      value = value * 10 + (c - '0');
    }
    return Math.min(value, HIGHEST_PAGE);
  }
}
