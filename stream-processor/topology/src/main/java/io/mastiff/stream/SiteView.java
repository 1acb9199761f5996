package io.mastiff.stream;

import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.CohortEvidence.Site;
import java.util.function.Supplier;

/**
 * What a shop's traffic as a whole lets expect of one of its cohorts.
 *
 * <pre>
 * Until the site was seen long enough, this is taken instead:
 *   newcomers that load assets   60%, from 200 newcomers on what was seen, between 40 and 90%
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
  private static final double LOADS = 0.6;
  private static final double FEWEST_LOAD = 0.4;
  private static final double MOST_LOAD = 0.9;
  private static final double FEWEST_BACK = 0.1;
  private static final double MOST_BACK = 0.6;

  private final CohortHistory site;
  private final CohortAccumulator hours;

  SiteView(CohortHistory site) {
    this.site = site;
    this.hours = site.hour();
  }

  /**
   * What is expected of the cohort's pages while the site has {@code sitePages} of them.
   *
   * @param route all that was on the cohort's route in the window, itself among it
   */
  Site of(
      CohortHistory cohort,
      CohortAccumulator window,
      double sitePages,
      Supplier<CohortAccumulator> route) {
    double follows = window.assetsVisible() ? loads() : comesBack(route.get(), window);
    return new Site(follows, expected(cohort, sitePages), converts(), window.isBehindCache());
  }

  private double loads() {
    boolean enough = hours.assetsVisible() && hours.newcomers() >= ENOUGH_NEWCOMERS;
    return enough ? between(FEWEST_LOAD, hours.followShare(), MOST_LOAD) : LOADS;
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

  private static double between(double low, double value, double high) {
    return Math.max(low, Math.min(high, value));
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

  private double converts() {
    boolean enough = hours.orders() >= ENOUGH_ORDERS && hours.networks() > hours.orders();
    return enough ? hours.orders() / hours.networks() : 0;
  }

  /** Share of newcomers who load assets or come back, in words' figures; 0 where nobody knows. */
  double followShare() {
    return hours.newcomers() >= ENOUGH_NEWCOMERS ? hours.followShare() : 0;
  }

  CohortAccumulator seconds() {
    return site.seconds();
  }

  CohortAccumulator minutes() {
    return site.minutes();
  }

  CohortAccumulator hour() {
    return hours;
  }
}
