package io.mastiff.standalone.audit;

import io.mastiff.edge.publish.Referers;
import java.util.HashMap;
import java.util.Map;

/**
 * The log's own host, which most logs do not tell: the one that most referers name.
 *
 * <p>Of the first {@value #MOST} hosts; it may change while the first lines are read.
 */
final class OwnHost {
  private static final int MOST = 1_000;

  private final Map<String, Integer> counts = new HashMap<>();
  private String own = "";
  private int most;

  /** Notes a line's referer; the host that is taken for the log's own. */
  String of(String referer) {
    String host = Referers.host(referer);
    if (!host.isEmpty() && (counts.size() < MOST || counts.containsKey(host))) {
      int count = counts.merge(host, 1, Integer::sum);
      if (count > most) {
        most = count;
        own = host;
      }
    }
    return own;
  }
}
