package io.mastiff.stream;

import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.CohortEvidence;
import io.mastiff.feature.CohortEvidence.Nats;
import io.mastiff.feature.CohortEvidence.Site;
import io.mastiff.feature.ViewStatistics;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells a fleet, which spreads over many networks, from people who share a browser or a page.
 *
 * <pre>
 * Three windows: ten to twenty seconds, five to ten minutes, the hour. In each the cohort must be
 * spread: pages without a cookie from {@value #FEWEST_NETWORKS} networks or more, at most {@value
 * #MOST_PER_NETWORK} each. A shape, alone or on a route, must be impure: in the window and in the hour at most 2% of
 * its members returning visitors; one that has 60% of its pages on one route is judged there alone.
 * The evidence against it (CohortEvidence) must be over ln(3 w m / α): w such windows a day, m the cohorts that
 * are followed, 50 at least, and α = 0.001, so people are convicted once in a thousand days of a partition.
 * Where a campaign is known to be at work on the route, a shape with nobody in the hour who behaved as a
 * person does needs ln(3 m / 0.01) with m the cohorts of the route, and {@value #FEWEST_OF_CAMPAIGN} networks.
 * </pre>
 */
final class CohortJudge {
  static final int FEWEST_NETWORKS = 25;
  static final int FEWEST_OF_CAMPAIGN = 5;
  static final double MOST_PER_NETWORK = 4;
  static final double MOST_RETURNING = 0.02;
  static final double MOST_ON_ONE_ROUTE = 0.6;
  private static final double ALPHA = 0.001;
  private static final double ALPHA_OF_CAMPAIGN = 0.01;
  private static final int WINDOWS = 3;
  private static final int FEWEST_FOLLOWED = 50;

  private static final Function<CohortHistory, CohortAccumulator> CLOSED =
      CohortHistory::closedHours;

  /** Stands for a route that is not asked, since reading all that is on it costs too much. */
  private static final Function<Function<CohortHistory, CohortAccumulator>, CohortAccumulator>
      NOBODY = window -> new CohortAccumulator();

  private final ViewStatistics views;

  CohortJudge(ViewStatistics views) {
    this.views = views;
  }

  /** One of the windows. */
  enum Span {
    SECONDS("20 s", 8_640),
    MINUTES("5 to 10 minutes", 288),
    HOUR("an hour", 24);

    private final String words;
    private final double aDay;

    Span(String words, double aDay) {
      this.words = words;
      this.aDay = aDay;
    }

    String words() {
      return words;
    }
  }

  /** What a cohort is convicted by. */
  record Conviction(Span span, CohortAccumulator window, Site site, Nats nats, double bound) {}

  /**
   * The conviction, by the shortest window that suffices.
   *
   * @param followed how many cohorts are judged beside it
   * @param campaign whether a campaign is known on its route
   * @param route what was on its route in a window
   */
  Optional<Conviction> judge(
      CohortName name,
      CohortHistory cohort,
      SiteView site,
      long followed,
      boolean campaign,
      Function<Function<CohortHistory, CohortAccumulator>, CohortAccumulator> route) {
    if (cohort.withoutCookie() < (campaign ? FEWEST_OF_CAMPAIGN : FEWEST_NETWORKS)) {
      return Optional.empty();
    }
    boolean lighter = campaign && !CohortEntries.showsPeople(cohort.hour(), 1);
    int fewest = lighter ? FEWEST_OF_CAMPAIGN : FEWEST_NETWORKS;
    for (Span span : Span.values()) {
      if (withoutCookie(cohort, span) < fewest || !isListable(name, cohort, span, fewest)) {
        continue;
      }
      CohortAccumulator window = window(cohort, span);
      double bound =
          lighter
              ? Math.log(WINDOWS * Math.max(1, followed) / ALPHA_OF_CAMPAIGN)
              : Math.log(WINDOWS * Math.max(FEWEST_FOLLOWED, followed) * span.aDay / ALPHA);
      boolean suspected =
          !window.assetsVisible()
              || weigh(cohort, site, span, window, bound, NOBODY).nats().total() >= bound;
      if (!suspected) {
        continue;
      }
      Conviction weighed = weigh(cohort, site, span, window, bound, route);
      if (weighed.nats().total() >= bound) {
        return Optional.of(weighed);
      }
    }
    return Optional.empty();
  }

  /** Whether the cohort is spread, has hardly anybody known, and is not left to its routes. */
  private static boolean isListable(CohortName name, CohortHistory cohort, Span span, int fewest) {
    CohortAccumulator window = window(cohort, span);
    return isSpread(window, fewest)
        && !isLeftToRoute(name, window)
        && !hasKnown(name, window)
        && !hasKnown(name, cohort.hour());
  }

  private static long withoutCookie(CohortHistory cohort, Span span) {
    return switch (span) {
      case SECONDS -> cohort.withoutCookieInSeconds();
      case MINUTES -> cohort.withoutCookieInMinutes();
      case HOUR -> cohort.withoutCookie();
    };
  }

  private static CohortAccumulator window(CohortHistory cohort, Span span) {
    return switch (span) {
      case SECONDS -> cohort.seconds();
      case MINUTES -> cohort.minutes();
      case HOUR -> cohort.hour();
    };
  }

  private static boolean isSpread(CohortAccumulator window, int fewest) {
    double networks = window.networks();
    return networks >= fewest && window.withoutCookie() <= MOST_PER_NETWORK * networks;
  }

  private static boolean hasKnown(CohortName name, CohortAccumulator window) {
    return !name.isCampaign() && window.returningShare() > MOST_RETURNING;
  }

  /** A shape that is mostly on one route is judged there. */
  private static boolean isLeftToRoute(CohortName name, CohortAccumulator window) {
    return name.kind() == CohortName.Kind.SHAPE && window.mainRouteShare() > MOST_ON_ONE_ROUTE;
  }

  private Conviction weigh(
      CohortHistory cohort,
      SiteView site,
      Span span,
      CohortAccumulator window,
      double bound,
      Function<Function<CohortHistory, CohortAccumulator>, CohortAccumulator> route) {
    CohortAccumulator whole =
        switch (span) {
          case SECONDS -> site.seconds();
          case MINUTES -> site.minutes();
          case HOUR -> site.hour();
        };
    Site expected =
        site.of(
            cohort,
            window,
            whole.pages(),
            () -> route.apply(window.assetsVisible() ? CLOSED : of -> window(of, span)));
    boolean hour = span == Span.HOUR;
    CohortAccumulator before = hour ? cohort.hourBefore() : new CohortAccumulator();
    Site known = hour ? expected.converting(site.converts()) : expected;
    Nats nats = CohortEvidence.weigh(window, before, known, views);
    return new Conviction(span, window, known, nats, bound);
  }
}
