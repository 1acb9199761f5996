package io.mastiff.edge.publish;

import io.mastiff.edge.route.RouteTable;
import io.mastiff.event.PageHash;
import io.mastiff.event.RefererKind;
import io.mastiff.event.Texts;
import java.util.Locale;

/** What a referer says: from where a visitor came, and from which page if it was the shop's own. */
public final class Referers {
  private static final int LONGEST_HOST = 128;
  private static final String[] SEARCH = {"://www.google.", "bing.com/", "duckduckgo.com/"};

  private Referers() {}

  /**
   * The kind of a referer; {@code -} and an empty one are none.
   *
   * @param host of the request, which an internal referer names; empty where it is not known
   */
  public static RefererKind kind(String referer, String host) {
    if (referer.isEmpty() || referer.equals("-")) {
      return RefererKind.REFERER_NONE;
    }
    if (isOf(referer, host)) {
      return RefererKind.REFERER_INTERNAL;
    }
    String lower = Texts.first(referer, LONGEST_HOST).toLowerCase(Locale.ROOT);
    for (String engine : SEARCH) {
      if (lower.contains(engine)) {
        return RefererKind.REFERER_SEARCH;
      }
    }
    return RefererKind.REFERER_EXTERNAL;
  }

  /** The number of the page of this host that a referer names; 0 where it names none. */
  public static long page(String referer, String host) {
    if (!isOf(referer, host)) {
      return 0;
    }
    int path = referer.indexOf('/', hostAt(referer));
    if (path < 0) {
      return PageHash.of("/");
    }
    int fragment = referer.indexOf('#', path);
    return PageHash.of(
        RouteTable.path(referer.substring(path, fragment < 0 ? referer.length() : fragment)));
  }

  /** The host that a referer names, with its port; empty where there is none. */
  public static String host(String referer) {
    int from = hostAt(referer);
    if (from < 3) {
      return "";
    }
    int to = from;
    while (to < referer.length() && "/?#".indexOf(referer.charAt(to)) < 0) {
      to++;
    }
    return referer.substring(from, to);
  }

  private static int hostAt(String referer) {
    return referer.indexOf("://") + 3;
  }

  private static boolean isOf(String referer, String host) {
    int from = hostAt(referer);
    int to = from + host.length();
    return from > 2
        && !host.isEmpty()
        && referer.startsWith(host, from)
        && (to == referer.length() || "/?#".indexOf(referer.charAt(to)) >= 0);
  }
}
