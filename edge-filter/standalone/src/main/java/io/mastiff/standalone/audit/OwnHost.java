package io.mastiff.standalone.audit;

import io.mastiff.edge.publish.Referers;
import java.util.HashMap;
import java.util.Map;

/**
 * The log's own host, which most logs do not tell: the one that most referers name.
 *
 * <p>Of the first {@value #MOST} hosts of at most {@value #LONGEST} characters; it may change while
 * the first lines are read.
 */
public final class OwnHost {
  private static final int MOST = 1_000;
  private static final int LONGEST = 255;

  /** All that was counted, to go on from. */
  public record State(Map<String, Integer> counts, String own, int most) {}

  private final Map<String, Integer> counts = new HashMap<>();
  private String own = "";
  private int most;

  /** Notes a line's referer; the host that is taken for the log's own. */
  String of(String referer) {
    String host = Referers.host(referer);
    boolean named = !host.isEmpty() && host.length() <= LONGEST;
    if (named && (counts.size() < MOST || counts.containsKey(host))) {
      int count = counts.merge(host, 1, Integer::sum);
      if (count > most) {
        most = count;
        own = host;
      }
    }
    return own;
  }

  State state() {
    return new State(Map.copyOf(counts), own, most);
  }

  /** Goes on from there; for one that has counted nothing yet. */
  void restore(State state) {
    counts.putAll(state.counts());
    own = state.own();
    most = state.most();
  }
}
