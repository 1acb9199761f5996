package io.mastiff.feature;

/**
 * How much what a cohort did within a window speaks against people, in nats.
 *
 * <pre>
 * Each test gives a factor whose mean is at most 1 when people alone are at work (an e-value). Factors
 * that do not depend on each other are multiplied, of those that do the mean is taken, and the product
 * is compared with m / α: of m cohorts judged at once, people's are then convicted with a chance below α
 * (Vovk and Wang, Annals of Statistics 49, 2021). A test that cannot be made is worth 0 nats.
 *
 *   follow      of q₀ newcomers that go on as people do, the share found: a likelihood ratio of
 *               each newcomer for a fleet, of whom one in twenty does; or for a fleet that loads
 *               all a page names, which is worth nothing
 *   surge       more pages without a cookie than the cohort's share of the site's own traffic at this
 *               hour of the week lets expect; so a sale, which the whole site has, cancels out
 *   conversion  too few orders for so many newcomers
 *   catalogue   of views without a cookie: unpopular products, too many different ones, or the same
 *               ones as an hour ago
 * </pre>
 *
 * <p>People's views are clustered, so the catalogue's deviations are measured against {@value
 * #DISPERSION} times the variance of independent ones; and where most of them are of few products,
 * as in a sale, popularity tells nothing. Behind a cache, where what it has not kept looks like a
 * walk over the catalogue, and where assets are hidden, as they are behind one that nobody named,
 * the catalogue's tests are not made.
 */
public final class CohortEvidence {
  /** Share of a fleet's members that load assets or come back. */
  static final double FLEET_FOLLOWS = 0.05;

  static final double DISPERSION = 3;
  private static final double MOST_OF_SURGE = 5;
  private static final double MOST_OF_CONVERSION = 5;
  private static final double MOST_OF_CATALOGUE = 14;
  private static final double SURGE_SIZE = 8;
  private static final int FEWEST_VIEWS = 60;
  private static final int FEWEST_REPEATED = 100;
  private static final double MOST_VIEWS_OF_LEARNED = 0.5;
  private static final double CONCENTRATED = 0.75;
  private static final double REPEATED = 0.6;

  private CohortEvidence() {}

  /**
   * What the site as a whole lets expect.
   *
   * @param follows share of people's newcomers that go on, 0 where nobody knows
   * @param pagesExpected of the cohort in the window, without a cookie; 0 where nobody knows
   * @param converts share of newcomers that order; 0 where nobody knows
   * @param misses whether the door sees what a cache in front did not have, and no more
   */
  public record Site(double follows, double pagesExpected, double converts, boolean misses) {
    /** The same where this share of newcomers orders. */
    public Site converting(double share) {
      return new Site(follows, pagesExpected, share, misses);
    }
  }

  /** What each test is worth, in nats. */
  public record Nats(
      double follow,
      double surge,
      double conversion,
      double popularity,
      double coverage,
      double repetition) {
    /** The catalogue's tests, which depend on each other, together. */
    public double catalogue() {
      return Tails.mean(popularity, coverage, repetition, 0);
    }

    public double total() {
      return Tails.mean(follow, 0) + surge + conversion + catalogue();
    }
  }

  /**
   * Weighs a window.
   *
   * @param before the window of the same length before, for repetition; may be empty
   */
  public static Nats weigh(
      CohortAccumulator cohort, CohortAccumulator before, Site site, ViewStatistics views) {
    boolean told = !site.misses() && isTold(cohort, views);
    return new Nats(
        follow(cohort, site.follows()),
        surge(cohort, site.pagesExpected()),
        conversion(cohort, site.converts()),
        told ? popularity(cohort, views) : 0,
        told ? coverage(cohort, views) : 0,
        told ? repetition(cohort, before, views) : 0);
  }

  private static double follow(CohortAccumulator cohort, double people) {
    if (people <= FLEET_FOLLOWS || cohort.newcomers() == 0) {
      return 0;
    }
    double did = cohort.followed();
    double didNot = cohort.newcomers() - did;
    return did * Math.log(FLEET_FOLLOWS / people)
        + didNot * Math.log((1 - FLEET_FOLLOWS) / (1 - people));
  }

  private static double surge(CohortAccumulator cohort, double expected) {
    if (expected <= 0) {
      return 0;
    }
    double tail = Tails.negativeBinomial(cohort.withoutCookie(), expected, SURGE_SIZE);
    return Tails.mean(Tails.evidence(tail, MOST_OF_SURGE), 0);
  }

  private static double conversion(CohortAccumulator cohort, double converts) {
    if (converts <= 0) {
      return 0;
    }
    double tail = Tails.fewOf(cohort.orders(), cohort.networks(), converts);
    return Tails.mean(Tails.evidence(tail, MOST_OF_CONVERSION), 0);
  }

  private static boolean isTold(CohortAccumulator cohort, ViewStatistics views) {
    return views.known()
        && cohort.assetsVisible()
        && cohort.rated() == cohort.views()
        && cohort.views() >= FEWEST_VIEWS
        && cohort.views() <= MOST_VIEWS_OF_LEARNED * views.learnedFrom();
  }

  private static double popularity(CohortAccumulator cohort, ViewStatistics views) {
    double n = cohort.views();
    if (cohort.products().count() < CONCENTRATED * views.distinctOf(n)) {
      return 0;
    }
    double deviation =
        (cohort.popularity() - n * views.ratioMean())
            / Math.sqrt(DISPERSION * n * Math.max(0.01, views.ratioVariance()));
    return Tails.evidence(Tails.normal(deviation), MOST_OF_CATALOGUE);
  }

  private static double coverage(CohortAccumulator cohort, ViewStatistics views) {
    double expected = views.distinctOf(cohort.views());
    double repeats = Math.max(1, cohort.views() - expected);
    double sketch = cohort.products().isEstimate() ? Distinct.ERROR * expected : 0;
    double deviation =
        (cohort.products().count() - expected) / Math.sqrt(DISPERSION * repeats + sketch * sketch);
    return Tails.evidence(Tails.normal(deviation), MOST_OF_CATALOGUE);
  }

  private static double repetition(
      CohortAccumulator cohort, CohortAccumulator before, ViewStatistics views) {
    double fewest = Math.min(cohort.products().count(), before.products().count());
    if (fewest < FEWEST_REPEATED) {
      return 0;
    }
    double people = views.overlapOf(cohort.views(), before.views());
    double found = cohort.products().overlap(before.products());
    if (found < REPEATED) {
      return 0;
    }
    double of = cohort.products().count() + before.products().count();
    double sketch = 2 * Distinct.ERROR;
    double deviation =
        (found - people) / Math.sqrt(DISPERSION * people * (1 - people) / of + sketch * sketch);
    return Tails.evidence(Tails.normal(deviation), MOST_OF_CATALOGUE);
  }
}
