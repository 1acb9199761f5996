package io.mastiff.standalone.audit.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells a fleet from a browser that many people use.
 *
 * <pre>
 * A group must have 50 brief sessions from 30 networks, or from one network with 30 user agents, and many times as
 * many as people would give: those who went on, times the odds that a visitor who comes in another way is brief.
 *   - Assets visible (brief: up to 3 pages, no asset): 5 times as many.
 *   - Assets hidden (brief: up to 3 pages): 2 times, and they must have seen 1.3 times, and significantly, more
 *     different products than people see in as many views (coverage excess).
 * </pre>
 */
final class FleetJudge {
  private static final int FEWEST = 50;
  private static final int FEWEST_MEMBERS = 30;
  private static final double EXCESS_SEEN = 5;
  private static final double EXCESS_HIDDEN = 2;
  private static final double COVERAGE = 1.3;
  private static final double SIGMAS = 4;

  private final Popularity popularity;
  private final boolean assetsVisible;

  FleetJudge(Popularity popularity, boolean assetsVisible) {
    this.popularity = popularity;
    this.assetsVisible = assetsVisible;
  }

  /** Brief sessions that people among a group would give, at these odds of being brief. */
  static double expected(Group group, double briefShare) {
    return (group.sessions - group.brief) * briefShare / (1 - briefShare);
  }

  /** Whether the group is one scraper's. */
  boolean convicts(Group group, double briefShare) {
    boolean large =
        group.brief >= FEWEST
            && (group.networks.count() >= FEWEST_MEMBERS || group.agents.count() >= FEWEST_MEMBERS);
    double excess = assetsVisible ? EXCESS_SEEN : EXCESS_HIDDEN;
    return large
        && group.brief >= excess * expected(group, briefShare)
        && (assetsVisible || isCoverageExcessive(group));
  }

  private boolean isCoverageExcessive(Group group) {
    if (!popularity.isKnown() || group.products.count() < FEWEST) {
      return false;
    }
    double expected = popularity.expected(group.brief);
    double seen = group.products.count();
    return seen >= COVERAGE * expected && seen - expected >= SIGMAS * Math.sqrt(expected);
  }

  /** What speaks against the group, in words. */
  List<String> reasons(Group group, double briefShare) {
    List<String> reasons = new ArrayList<>();
    String how =
        assetsVisible ? "left after 1 to 3 pages without an asset" : "left after 1 to 3 pages";
    reasons.add(
        format(
            "%d of %d that came in this way %s; of other people at most %.1f%% do",
            group.brief, group.sessions, how, 100 * briefShare));
    reasons.add(format("%.1f requests from each of them", (double) group.requests / group.brief));
    if (popularity.isKnown() && group.products.count() >= FEWEST) {
      reasons.add(
          format(
              "%d different products in %d visits; people see at most %.0f in as many",
              group.products.count(), group.brief, popularity.expected(group.brief)));
    }
    return reasons;
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
