package io.mastiff.stream;

import io.mastiff.event.Action;
import io.mastiff.event.Reason;
import io.mastiff.feature.CohortAccumulator;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How a cohort is listed, and for how long.
 *
 * <pre>
 * Blocked, unless people are among those whom the entry would meet within the hour: two newcomers who
 * went on as people do, returning visitors of the same shape from two networks, or one order that began
 * with such a page. Then it may only be challenged; where that is seen later, from then on. An entry lasts ten minutes, and twice as long
 * each time within a day, up to two hours.
 * </pre>
 */
final class CohortEntries {
  static final Duration LASTS = Duration.ofMinutes(10);
  static final Duration RENEWED_BEFORE = Duration.ofMinutes(1);
  static final double MOST_FOLLOW = 0.3;
  static final int MOST_RENEWALS = 4;
  private static final int FEWEST_GOING_ON = 5;
  private static final int FEW_PEOPLE = 2;
  private static final int MOST_DOUBLINGS = 4;
  static final Duration LONGEST = Duration.ofHours(2);

  private CohortEntries() {}

  static Action action(CohortAccumulator window, CohortAccumulator hour) {
    return showsPeople(window) || showsPeople(hour) ? Action.CHALLENGE : Action.BLOCK;
  }

  /** Whether two went on as people do, or are known, or one ordered. */
  static boolean showsPeople(CohortAccumulator window) {
    return showsPeople(window, FEW_PEOPLE);
  }

  /** Whether so many went on as people do, or are known, or one ordered. */
  static boolean showsPeople(CohortAccumulator window, int fewest) {
    return window.followed() >= fewest
        || Math.round(window.returningVisitors()) >= fewest
        || window.orders() > 0;
  }

  /**
   * How long an entry lasts.
   *
   * @param before how often the cohort was listed before
   */
  static Duration lasts(int before) {
    Duration lasts = LASTS.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
    return lasts.compareTo(LONGEST) < 0 ? lasts : LONGEST;
  }

  /**
   * Whether an entry's cohort still comes at half its rate, from many networks, with nobody known
   * among them. At most {@value #MOST_RENEWALS} times in a row within a day: then people who were
   * denied have to be seen again before it may be listed.
   */
  static boolean goesOn(CohortAccumulator now, CohortHistory cohort, long nowMs) {
    double half = Math.max(FEWEST_GOING_ON, cohort.listedPages() / 2.0);
    return cohort.listings(nowMs) <= MOST_RENEWALS
        && now.withoutCookie() >= half
        && now.withoutCookie() <= CohortJudge.MOST_PER_NETWORK * now.networks()
        && now.returningVisitors() < FEW_PEOPLE;
  }

  static List<Reason> renewed(CohortAccumulator now) {
    return List.of(
        reason(
            "cohort_goes_on",
            now.withoutCookie(),
            "it goes on at more than half its rate: %,d pages without a cookie within 20 s",
            now.withoutCookie()));
  }

  static List<Reason> softened(CohortAccumulator window) {
    return List.of(
        reason(
            "cohort_people",
            window.orders(),
            "people were among those blocked, and are asked instead: %,d orders began with such a"
                + " page, %,d newcomers went on as people do, %,.0f returning visitors",
            window.orders(),
            window.followed(),
            window.returningVisitors()));
  }

  static List<Reason> manyShapes(CohortAccumulator now, long covered) {
    return List.of(
        reason(
            "cohort_many_shapes",
            now.withoutCookie(),
            "%,d pages without a cookie from about %,.0f networks within 20 s, and the shapes that"
                + " are listed explain %,d of them; %,d of %,d newcomers went on as people do",
            now.withoutCookie(),
            now.networks(),
            covered,
            now.followed(),
            now.newcomers()));
  }

  private static Reason reason(String name, double value, String text, Object... figures) {
    return Reason.newBuilder()
        .setName(name)
        .setValue(value)
        .setText(String.format(Locale.ROOT, text, figures))
        .build();
  }
}
