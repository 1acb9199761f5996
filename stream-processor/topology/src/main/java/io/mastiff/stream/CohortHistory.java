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

  /** The newest bucket and the one before: ten to twenty seconds. */
  CohortAccumulator seconds() {
    return CohortAccumulator.of(partsOfSeconds());
  }

  List<CohortPartial> partsOfSeconds() {
    return open().stream()
        .filter(p -> p.getSecond() >= newest() - CohortCounter.BUCKET_SECONDS)
        .toList();
  }

  private List<CohortPartial> open() {
    List<CohortPartial> open = new ArrayList<>(window.getPartialsList());
    open.addAll(window.getSetsList());
    return open;
  }

  /** Five to ten minutes. */
  CohortAccumulator minutes() {
    return CohortAccumulator.of(partsOfMinutes());
  }

  List<CohortPartial> partsOfMinutes() {
    List<CohortPartial> parts = open();
    if (window.hasFive() && isRecent(window.getFive(), 2 * FIVE_MINUTES)) {
      parts.add(window.getFive());
    }
    if (window.hasFiveBefore() && isRecent(window.getFiveBefore(), 3 * FIVE_MINUTES)) {
      parts.add(window.getFiveBefore());
    }
    return parts;
  }

  /** The current hour, or the last one where it is young. */
  CohortAccumulator hour() {
    return CohortAccumulator.of(partsOfHour());
  }

  List<CohortPartial> partsOfHour() {
    List<CohortPartial> parts = open();
    if (window.hasFive() && isRecent(window.getFive(), 2 * FIVE_MINUTES)) {
      parts.add(window.getFive());
    }
    if (window.hasHour() && isRecent(window.getHour(), HOUR + FIVE_MINUTES)) {
      parts.add(window.getHour());
    }
    return parts;
  }

  /** The hour before that of {@link #hour}. */
  CohortAccumulator hourBefore() {
    return CohortAccumulator.of(
        window.hasHourBefore() && isRecent(window.getHourBefore(), 2 * HOUR + FIVE_MINUTES)
            ? List.of(window.getHourBefore())
            : List.of());
  }

  /** All that is closed of the current hour and the one before. */
  List<CohortPartial> partsOfClosedHours() {
    List<CohortPartial> parts = new ArrayList<>();
    if (window.hasHour() && isRecent(window.getHour(), 2 * HOUR)) {
      parts.add(window.getHour());
    }
    if (window.hasHourBefore() && isRecent(window.getHourBefore(), 3 * HOUR)) {
      parts.add(window.getHourBefore());
    }
    return parts;
  }

  private boolean isRecent(CohortPartial sum, long seconds) {
    return sum.getSecond() > newest() - seconds;
  }

  /** Pages without a cookie, at most, in the longest window. */
  long withoutCookie() {
    long sum = window.getHour().getWithoutCookie() + window.getFive().getWithoutCookie();
    for (CohortPartial open : window.getPartialsList()) {
      sum += open.getWithoutCookie();
    }
    return sum + window.getFiveBefore().getWithoutCookie();
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
