package io.mastiff.stream;

import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.CohortEvidence.Site;
import java.util.function.Supplier;

/**
 * What a shop's traffic as a whole lets expect of one of its cohorts.
 *
 * <pre>
 * Until the site was seen long enough, this is taken instead:
 *   newcomers that load assets   50%, from 200 newcomers in the closed hours on what those did, at most 90%; on a route whose closed
 *                                hours had 100 that did less, what those did; under 20% nothing
 *   that come back, where assets are hidden
 *                                what the others on the same route do at the same time, if they are
 *                                100 and 10% of them do; else nothing. How many come back past a
 *                                cache changes with what it holds, so no earlier time is a measure
 *   a cohort's share of pages    nothing; after an hour that of all hours, by the same hour of other
 *                                weeks as far as it had {@value #STEADY} pages
 *   newcomers that order         nothing; from 20 orders on what was seen
 * </pre>
 */
final class SiteView {
  private static final int ENOUGH_NEWCOMERS = 200;
  private static final int ENOUGH_ON_ROUTE = 100;
  private static final int ENOUGH_ORDERS = 20;
  private static final double STEADY = 2_000;
  private static final double LOADS = 0.5;
  private static final double FEWEST_LOAD = 0.2;
  private static final double MOST_LOAD = 0.9;
  private static final double FEWEST_BACK = 0.1;
  private static final double MOST_BACK = 0.6;

  private final CohortHistory site;

  SiteView(CohortHistory site) {
    this.site = site;
  }

  /**
   * What is expected of the cohort's pages while the site has {@code sitePages} of them.
   *
   * @param route all that was on the cohort's route, itself among it: in the window where assets
   *     are hidden, else in the closed hours
   */
  Site of(
      CohortHistory cohort,
      CohortAccumulator window,
      double sitePages,
      Supplier<CohortAccumulator> route) {
    double follows = window.assetsVisible() ? loads(route.get()) : comesBack(route.get(), window);
    return new Site(follows, expected(cohort, sitePages), 0, window.isBehindCache());
  }

  /** As the site's newcomers do, or those of the route did where they do less. */
  private double loads(CohortAccumulator route) {
    double load = followShare() > 0 ? Math.min(MOST_LOAD, followShare()) : LOADS;
    boolean usual = route.assetsVisible() && route.newcomers() >= ENOUGH_ON_ROUTE;
    double least = usual ? Math.min(load, route.followShare()) : load;
    return least < FEWEST_LOAD ? 0 : least;
  }

  /** Share of the others on the route that come back. */
  private static double comesBack(CohortAccumulator route, CohortAccumulator cohort) {
    double others = route.newcomers() - cohort.newcomers();
    if (route.assetsVisible() || others < ENOUGH_ON_ROUTE) {
      return 0;
    }
    double share = (route.followed() - cohort.followed()) / others;
    return share < FEWEST_BACK ? 0 : Math.min(MOST_BACK, share);
  }

  private double expected(CohortHistory cohort, double sitePages) {
    long now = site.newest();
    double all = site.pagesAtAnyHour(now);
    if (all < STEADY) {
      return 0;
    }
    double share = cohort.pagesAtAnyHour(now) / all;
    double atHour = cohort.pagesAtHour(now) + STEADY * share;
    return sitePages * Math.max(1 / all, atHour / (site.pagesAtHour(now) + STEADY));
  }

  /** Share of the hour's newcomers that order; 0 where nobody knows. */
  double converts() {
    CohortAccumulator hours = site.hour();
    boolean enough = hours.orders() >= ENOUGH_ORDERS && hours.networks() > hours.orders();
    return enough ? hours.orders() / hours.networks() : 0;
  }

  /** Share of newcomers who loaded assets in the closed hours; 0 where nobody knows. */
  double followShare() {
    CohortAccumulator closed = site.closedHours();
    boolean enough = closed.assetsVisible() && closed.newcomers() >= ENOUGH_NEWCOMERS;
    return enough ? closed.followShare() : 0;
  }

  CohortAccumulator seconds() {
    return site.seconds();
  }

  CohortAccumulator minutes() {
    return site.minutes();
  }

  CohortAccumulator hour() {
    return site.hour();
  }
}
