package io.mastiff.stream;

import io.mastiff.event.Action;
import io.mastiff.event.Reason;
import io.mastiff.feature.CohortAccumulator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells a fleet that asks once per address from a browser that many people use.
 *
 * <pre>
 * Within ten seconds the cohort must be large (40 pages without a cookie), spread (from 30 networks
 * or more, at most four pages each) and impure: at most 2% of its members returning visitors, and, of the cookies issued to it, few whose holders went on as a browser does.
 *   - Assets visible: of at least 15 cookies issued 4 s ago at most 20% fetched an asset.
 *   - Assets hidden: of at least 15 cookies issued 20 s ago at most 20% came back.
 * Where two or more of its members did, or returned, the entry only slows: people are among them.
 * </pre>
 */
final class CohortJudge {
  static final int FEWEST_PAGES = 40;
  static final int FEWEST_NETWORKS = 30;
  static final double MOST_PER_NETWORK = 4;
  static final double MOST_RETURNING = 0.02;
  static final int FEWEST_COOKIES = 15;
  static final double MOST_FOLLOWED = 0.2;
  static final int FEW_PEOPLE = 2;

  private CohortJudge() {}

  /** Blocks; slows only, when some of the cohort's members behave as people do. */
  static Action action(CohortAccumulator cohort) {
    boolean people =
        cohort.followed() >= FEW_PEOPLE || Math.round(cohort.returningVisitors()) >= FEW_PEOPLE;
    return people ? Action.THROTTLE : Action.BLOCK;
  }

  /** The reasons to list the cohort, or empty when it is not to be. */
  static Optional<List<Reason>> convict(CohortAccumulator cohort) {
    double networks = cohort.networks();
    boolean large = cohort.withoutCookie() >= FEWEST_PAGES && networks >= FEWEST_NETWORKS;
    boolean spread = cohort.withoutCookie() <= MOST_PER_NETWORK * networks;
    boolean impure = cohort.returningShare() <= MOST_RETURNING;
    if (!large || !spread || !impure || !staysAway(cohort)) {
      return Optional.empty();
    }
    return Optional.of(reasons(cohort));
  }

  private static boolean staysAway(CohortAccumulator cohort) {
    if (cohort.assetsVisible()) {
      return cohort.young() >= FEWEST_COOKIES && cohort.followShare() <= MOST_FOLLOWED;
    }
    return cohort.mature() >= FEWEST_COOKIES && cohort.comebackShare() <= MOST_FOLLOWED;
  }

  private static List<Reason> reasons(CohortAccumulator cohort) {
    return List.of(
        reason("cohort_pages", cohort.withoutCookie(), "pages without a cookie in 10 s: %.0f"),
        reason("cohort_networks", cohort.networks(), "networks they came from: about %.0f"),
        reason("cohort_returning", cohort.returningShare(), "share by returning visitors: %.3f"),
        cohort.assetsVisible()
            ? reason(
                "cohort_follow", cohort.followShare(), "newcomers who loaded a page's assets: %.3f")
            : reason("cohort_comeback", cohort.comebackShare(), "cookies that came back: %.3f"));
  }

  private static Reason reason(String name, double value, String text) {
    return Reason.newBuilder()
        .setName(name)
        .setValue(value)
        .setWeight(1)
        .setText(String.format(Locale.ROOT, text, value))
        .build();
  }
}
