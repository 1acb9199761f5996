package io.mastiff.stream;

import io.mastiff.event.Action;
import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.state.CohortPartial;
import io.mastiff.feature.state.CohortWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one cohort: buckets that are open, by partition; and, of those that were closed,
 * the current five minutes and those before, the current hour and the one before, and how many
 * pages each hour of the week had.
 *
 * <p>A bucket is closed when one comes that begins {@value CohortCounter#GRACE_SECONDS} s after its
 * end. In the mean under 4 kB, at most 24 kB.
 */
final class CohortHistory {
  static final int FIVE_MINUTES = 300;
  static final int HOUR = 3_600;
  private static final int WEEK_HOURS = 168;
  private static final long DAY_MS = 86_400_000;
  private static final int FORMAT = 1;
  private static final double KEPT_A_WEEK = 0.5;
  private static final Comparator<CohortPartial> ORDER =
      Comparator.comparingLong(CohortPartial::getSecond)
          .thenComparingInt(CohortPartial::getPartition);

  private final CohortWindow.Builder window;

  /** Sums that hold until another bucket begins, and such that hold until the next part comes. */
  private final Sums closed = new Sums();

  private final Sums whole = new Sums();

  private static final class Sums {
    private @Nullable CohortAccumulator seconds;
    private @Nullable CohortAccumulator minutes;
    private @Nullable CohortAccumulator hour;
    private @Nullable CohortAccumulator hours;

    void forget() {
      seconds = null;
      minutes = null;
      hour = null;
      hours = null;
    }
  }

  private CohortHistory(CohortWindow.Builder window) {
    this.window = window;
  }

  static CohortHistory of(@Nullable CohortWindow known) {
    return new CohortHistory(
        known == null ? CohortWindow.newBuilder().setFormat(FORMAT) : known.toBuilder());
  }

  /**
   * Takes in a part, in place of the one that it brings up to date; whether it was not too late.
   */
  boolean take(CohortPartial partial) {
    if (partial.getSecond() < window.getClosedSecond()) {
      return false;
    }
    whole.forget();
    if (partial.getSecond() > newest()) {
      closed.forget();
    }
    takeSets(partial);
    List<CohortPartial> open = new ArrayList<>(window.getPartialsList());
    open.removeIf(old -> ORDER.compare(old, partial) == 0);
    open.add(CohortAccumulator.countsOf(partial));
    open.sort(ORDER);
    long newest = open.get(open.size() - 1).getSecond();
    long closes = newest - CohortCounter.GRACE_SECONDS - CohortCounter.BUCKET_SECONDS + 1;
    List<CohortPartial> closed = new ArrayList<>();
    List<CohortPartial> sets = new ArrayList<>(window.getSetsList());
    window.clearPartials().clearSets();
    for (CohortPartial each : open) {
      if (each.getSecond() < closes) {
        closed.add(each);
      } else {
        window.addPartials(each);
      }
    }
    for (CohortPartial each : sets) {
      if (each.getSecond() < closes) {
        closed.add(each);
      } else {
        window.addSets(each);
      }
    }
    closed.sort(Comparator.comparingLong(CohortPartial::getSecond));
    closed.forEach(this::close);
    window.setClosedSecond(Math.max(window.getClosedSecond(), closes));
    return true;
  }

  /** Sets of one bucket's parts grow into one; a newer part has all that its older one had. */
  private void takeSets(CohortPartial partial) {
    for (int i = 0; i < window.getSetsCount(); i++) {
      CohortPartial known = window.getSets(i);
      if (known.getSecond() == partial.getSecond()) {
        CohortPartial more = CohortAccumulator.setsOf(partial).build();
        window.setSets(
            i,
            CohortAccumulator.setsOf(CohortAccumulator.of(List.of(known, more)).save().build())
                .setSecond(partial.getSecond()));
        return;
      }
    }
    window.addSets(CohortAccumulator.setsOf(partial));
  }

  private void close(CohortPartial bucket) {
    long starts = bucket.getSecond() / FIVE_MINUTES * FIVE_MINUTES;
    if (window.hasFive() && window.getFive().getSecond() != starts) {
      endFive(starts);
    }
    window.setFive(
        sum(window.hasFive() ? window.getFive() : null, bucket).setSecond(starts).build());
  }

  private void endFive(long nextStarts) {
    CohortPartial five = window.getFive();
    addToHourOfWeek(five);
    long starts = five.getSecond() / HOUR * HOUR;
    if (window.hasHour() && window.getHour().getSecond() != starts) {
      endHour(starts);
    }
    window.setHour(sum(window.hasHour() ? window.getHour() : null, five).setSecond(starts).build());
    window.clearFive().clearFiveBefore();
    if (five.getSecond() + FIVE_MINUTES == nextStarts) {
      window.setFiveBefore(five);
    }
  }

  private void endHour(long nextStarts) {
    CohortPartial hour = window.getHour();
    window.clearHour().clearHourBefore();
    if (hour.getSecond() + HOUR == nextStarts) {
      window.setHourBefore(hour.toBuilder().clearNetworks().clearReturningIds().clearSamples());
    }
  }

  private static CohortPartial.Builder sum(@Nullable CohortPartial some, CohortPartial more) {
    CohortAccumulator sum =
        CohortAccumulator.of(some == null ? List.of(more) : List.of(some, more));
    return sum.save().setShop(more.getShop()).setCohort(more.getCohort());
  }

  private void addToHourOfWeek(CohortPartial five) {
    int hour = hourOfWeek(five.getSecond());
    int week = week(five.getSecond());
    int at = window.getHoursList().indexOf(hour);
    if (at < 0) {
      window.addHours(hour).addWeeks(week).addHourPages(five.getPages());
      return;
    }
    float kept =
        window.getHourPages(at) * (float) Math.pow(KEPT_A_WEEK, week - window.getWeeks(at));
    window.setWeeks(at, week).setHourPages(at, kept + five.getPages());
  }

  private static int hourOfWeek(long second) {
    return (int) (second / HOUR % WEEK_HOURS);
  }

  private static int week(long second) {
    return (int) (second / HOUR / WEEK_HOURS);
  }

  /** Pages in the hours of the week that this time lies in, each week half of the next. */
  double pagesAtHour(long second) {
    int at = window.getHoursList().indexOf(hourOfWeek(second));
    return at < 0 ? 0 : pages(at, week(second));
  }

  /** The same of all hours of the week. */
  double pagesAtAnyHour(long second) {
    double sum = 0;
    for (int i = 0; i < window.getHoursCount(); i++) {
      sum += pages(i, week(second));
    }
    return sum;
  }

  private double pages(int at, int week) {
    int since = Math.max(0, week - window.getWeeks(at));
    return window.getHourPages(at) * Math.pow(KEPT_A_WEEK, since);
  }

  /** Start of the newest bucket, seconds since the epoch. */
  long newest() {
    int n = window.getPartialsCount();
    return n == 0 ? window.getClosedSecond() : window.getPartials(n - 1).getSecond();
  }

  /**
   * The newest bucket and the one before: ten to twenty seconds. The sums that this class returns
   * are its own: read, and not added to.
   */
  CohortAccumulator seconds() {
    if (whole.seconds == null) {
      whole.seconds = open(new CohortAccumulator(), newest() - CohortCounter.BUCKET_SECONDS);
    }
    return whole.seconds;
  }

  /** Five to ten minutes. */
  CohortAccumulator minutes() {
    if (closed.minutes == null) {
      closed.minutes = new CohortAccumulator();
      addIf(closed.minutes, window.hasFive(), window.getFive(), 2 * FIVE_MINUTES);
      addIf(closed.minutes, window.hasFiveBefore(), window.getFiveBefore(), 3 * FIVE_MINUTES);
    }
    if (whole.minutes == null) {
      whole.minutes = withOpen(closed.minutes);
    }
    return whole.minutes;
  }

  /** The current hour, or the last one where it is young. */
  CohortAccumulator hour() {
    if (closed.hour == null) {
      closed.hour = new CohortAccumulator();
      addIf(closed.hour, window.hasFive(), window.getFive(), 2 * FIVE_MINUTES);
      addIf(closed.hour, window.hasHour(), window.getHour(), HOUR + FIVE_MINUTES);
    }
    if (whole.hour == null) {
      whole.hour = withOpen(closed.hour);
    }
    return whole.hour;
  }

  /** The hour before that of {@link #hour}. */
  CohortAccumulator hourBefore() {
    CohortAccumulator before = new CohortAccumulator();
    int recent = 2 * HOUR + FIVE_MINUTES;
    return addIf(before, window.hasHourBefore(), window.getHourBefore(), recent);
  }

  /** All that is closed of the current hour and the one before. */
  CohortAccumulator closedHours() {
    if (closed.hours == null) {
      closed.hours = new CohortAccumulator();
      addIf(closed.hours, window.hasHour(), window.getHour(), 2 * HOUR);
      addIf(closed.hours, window.hasHourBefore(), window.getHourBefore(), 3 * HOUR);
    }
    return closed.hours;
  }

  private CohortAccumulator addIf(
      CohortAccumulator to, boolean known, CohortPartial sum, long recent) {
    if (known && isRecent(sum, recent)) {
      to.add(sum);
    }
    return to;
  }

  private CohortAccumulator withOpen(CohortAccumulator before) {
    CohortAccumulator sum = new CohortAccumulator();
    open(sum, 0);
    sum.add(before);
    return sum;
  }

  private CohortAccumulator open(CohortAccumulator to, long fromSecond) {
    for (CohortPartial counts : window.getPartialsList()) {
      if (counts.getSecond() >= fromSecond) {
        to.add(counts);
      }
    }
    for (CohortPartial sets : window.getSetsList()) {
      if (sets.getSecond() >= fromSecond) {
        to.add(sets);
      }
    }
    return to;
  }

  private boolean isRecent(CohortPartial sum, long seconds) {
    return sum.getSecond() > newest() - seconds;
  }

  /** Pages without a cookie in the newest two buckets. */
  long withoutCookieInSeconds() {
    long from = newest() - CohortCounter.BUCKET_SECONDS;
    long sum = 0;
    for (CohortPartial open : window.getPartialsList()) {
      sum += open.getSecond() >= from ? open.getWithoutCookie() : 0;
    }
    return sum;
  }

  /** Pages without a cookie, at most, in five to ten minutes. */
  long withoutCookieInMinutes() {
    long sum = window.getFive().getWithoutCookie() + window.getFiveBefore().getWithoutCookie();
    for (CohortPartial open : window.getPartialsList()) {
      sum += open.getWithoutCookie();
    }
    return sum;
  }

  /** Pages without a cookie, at most, in the longest window. */
  long withoutCookie() {
    return window.getHour().getWithoutCookie() + withoutCookieInMinutes();
  }

  /** Until when an entry or an alarm of the cohort is in force, ms since the epoch. */
  long listedUntilMs() {
    return window.getListedUntilMs();
  }

  /** How often it was listed, a day after the last time as never. */
  int listings(long nowMs) {
    return nowMs - window.getListedAtMs() > DAY_MS ? 0 : window.getListings();
  }

  /** Pages without a cookie in the seconds when it was listed. */
  long listedPages() {
    return window.getListedPages();
  }

  /** The action that it was listed with; none for a campaign. */
  Action listedAction() {
    Action action = Action.forNumber(window.getListedAction());
    return action == null ? Action.ACTION_UNKNOWN : action;
  }

  void listed(long nowMs, long untilMs, int times, long pages, Action action) {
    window
        .setListedAtMs(nowMs)
        .setListedUntilMs(untilMs)
        .setListings(times)
        .setListedPages((int) pages)
        .setListedAction(action.getNumber());
  }

  CohortWindow window() {
    return window.build();
  }
}
