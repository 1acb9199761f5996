package io.mastiff.stream;

import io.mastiff.event.Action;
import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.state.CohortPartial;
import io.mastiff.feature.state.CohortWindow;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one cohort: buckets that are open; and, of those that were closed, the current
 * five minutes and those before, the current hour and the one before, and how many pages each hour
 * of the week had.
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

  /** All but the sums, which are kept as objects. */
  private final CohortWindow.Builder window;

  private final NavigableMap<Long, CohortAccumulator> open = new TreeMap<>();
  private @Nullable Sum five;
  private @Nullable Sum fiveBefore;
  private @Nullable Sum hour;
  private @Nullable Sum hourBefore;

  /** Sums that hold until another bucket begins, and such that hold until the next part comes. */
  private final Views closed = new Views();

  private final Views whole = new Views();

  /** A sum, and the second that it starts with. */
  private record Sum(long second, CohortAccumulator counts) {
    static @Nullable Sum of(boolean known, CohortPartial saved) {
      return known ? new Sum(saved.getSecond(), CohortAccumulator.of(List.of(saved))) : null;
    }

    /** The same without who it was. */
    Sum withoutNetworks() {
      CohortPartial.Builder some = saved().toBuilder();
      some.clearNetworks().clearReturningIds().clearSamples();
      return new Sum(second, CohortAccumulator.of(List.of(some.build())));
    }

    CohortPartial saved() {
      return counts.save().setSecond(second).build();
    }
  }

  private static final class Views {
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

  private CohortHistory(CohortWindow known) {
    for (CohortPartial saved : known.getPartialsList()) {
      open.put(saved.getSecond(), CohortAccumulator.of(List.of(saved)));
    }
    five = Sum.of(known.hasFive(), known.getFive());
    fiveBefore = Sum.of(known.hasFiveBefore(), known.getFiveBefore());
    hour = Sum.of(known.hasHour(), known.getHour());
    hourBefore = Sum.of(known.hasHourBefore(), known.getHourBefore());
    window =
        known.toBuilder()
            .setFormat(FORMAT)
            .clearPartials()
            .clearFive()
            .clearFiveBefore()
            .clearHour()
            .clearHourBefore();
  }

  static CohortHistory of(@Nullable CohortWindow known) {
    return new CohortHistory(known == null ? CohortWindow.getDefaultInstance() : known);
  }

  /**
   * Adds a part; whether it was not too late.
   *
   * @param number of the batch in the journal that it came with
   */
  boolean take(CohortPartial part, long number) {
    window.setApplied(number);
    if (part.getSecond() < window.getClosedSecond()) {
      return false;
    }
    whole.forget();
    if (part.getSecond() > newest()) {
      closed.forget();
    }
    open.computeIfAbsent(part.getSecond(), second -> new CohortAccumulator()).add(part);
    long closes = newest() - CohortCounter.GRACE_SECONDS - CohortCounter.BUCKET_SECONDS + 1;
    while (open.firstKey() < closes) {
      Map.Entry<Long, CohortAccumulator> first = open.pollFirstEntry();
      close(first.getKey(), first.getValue());
    }
    window.setClosedSecond(Math.max(window.getClosedSecond(), closes));
    return true;
  }

  /**
   * Begins anew where buckets were closed that are not over by this second, as a broker's wrong
   * clock makes it; whether it does. The hours of the week are kept.
   */
  boolean forgetFuture(long second) {
    if (second == 0 || window.getClosedSecond() <= second) {
      return false;
    }
    open.clear();
    five = null;
    fiveBefore = null;
    hour = null;
    hourBefore = null;
    closed.forget();
    whole.forget();
    window.clearClosedSecond().clearListedAtMs().clearListedUntilMs().clearListings();
    return true;
  }

  /** Number of the last batch in the journal that is part of this. */
  long applied() {
    return window.getApplied();
  }

  private void close(long second, CohortAccumulator bucket) {
    long starts = second / FIVE_MINUTES * FIVE_MINUTES;
    if (five != null && five.second() != starts) {
      endFive(five, starts);
    }
    five = five == null ? new Sum(starts, new CohortAccumulator()) : five;
    five.counts().add(bucket);
  }

  private void endFive(Sum ended, long nextStarts) {
    addToHourOfWeek(ended);
    long starts = ended.second() / HOUR * HOUR;
    if (hour != null && hour.second() != starts) {
      hourBefore = hour.second() + HOUR == starts ? hour.withoutNetworks() : null;
      hour = null;
    }
    hour = hour == null ? new Sum(starts, new CohortAccumulator()) : hour;
    hour.counts().add(ended.counts());
    five = null;
    fiveBefore = ended.second() + FIVE_MINUTES == nextStarts ? ended : null;
  }

  private void addToHourOfWeek(Sum ended) {
    int hourNumber = hourOfWeek(ended.second());
    int week = week(ended.second());
    long pages = ended.counts().pages();
    int at = window.getHoursList().indexOf(hourNumber);
    if (at < 0) {
      window.addHours(hourNumber).addWeeks(week).addHourPages(pages);
      return;
    }
    float kept =
        window.getHourPages(at) * (float) Math.pow(KEPT_A_WEEK, week - window.getWeeks(at));
    window.setWeeks(at, week).setHourPages(at, kept + pages);
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

  /** The same as {@link #newest} of one that was saved. */
  static long newest(CohortWindow saved) {
    int n = saved.getPartialsCount();
    return n == 0 ? saved.getClosedSecond() : saved.getPartials(n - 1).getSecond();
  }

  /** Start of the newest bucket, seconds since the epoch. */
  long newest() {
    return open.isEmpty() ? window.getClosedSecond() : open.lastKey();
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
      addIf(closed.minutes, five, 2 * FIVE_MINUTES);
      addIf(closed.minutes, fiveBefore, 3 * FIVE_MINUTES);
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
      addIf(closed.hour, five, 2 * FIVE_MINUTES);
      addIf(closed.hour, hour, HOUR + FIVE_MINUTES);
    }
    if (whole.hour == null) {
      whole.hour = withOpen(closed.hour);
    }
    return whole.hour;
  }

  /** The hour before that of {@link #hour}. */
  CohortAccumulator hourBefore() {
    CohortAccumulator before = new CohortAccumulator();
    return addIf(before, hourBefore, 2 * HOUR + FIVE_MINUTES);
  }

  /** All that is closed of the current hour and the one before. */
  CohortAccumulator closedHours() {
    if (closed.hours == null) {
      closed.hours = new CohortAccumulator();
      addIf(closed.hours, hour, 2 * HOUR);
      addIf(closed.hours, hourBefore, 3 * HOUR);
    }
    return closed.hours;
  }

  private CohortAccumulator addIf(CohortAccumulator to, @Nullable Sum sum, long seconds) {
    if (sum != null && sum.second() > newest() - seconds) {
      to.add(sum.counts());
    }
    return to;
  }

  private CohortAccumulator withOpen(CohortAccumulator before) {
    CohortAccumulator sum = open(new CohortAccumulator(), 0);
    sum.add(before);
    return sum;
  }

  private CohortAccumulator open(CohortAccumulator to, long fromSecond) {
    open.tailMap(fromSecond).values().forEach(to::add);
    return to;
  }

  /** Pages without a cookie in the newest two buckets. */
  long withoutCookieInSeconds() {
    return withoutCookieSince(newest() - CohortCounter.BUCKET_SECONDS);
  }

  private long withoutCookieSince(long second) {
    long sum = 0;
    for (CohortAccumulator bucket : open.tailMap(second).values()) {
      sum += bucket.withoutCookie();
    }
    return sum;
  }

  /** Pages without a cookie, at most, in five to ten minutes. */
  long withoutCookieInMinutes() {
    return withoutCookieSince(0) + withoutCookie(five) + withoutCookie(fiveBefore);
  }

  /** Pages without a cookie, at most, in the longest window. */
  long withoutCookie() {
    return withoutCookieInMinutes() + withoutCookie(hour);
  }

  private static long withoutCookie(@Nullable Sum sum) {
    return sum == null ? 0 : sum.counts().withoutCookie();
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

  /** What is kept, as a message. */
  CohortWindow window() {
    CohortWindow.Builder saved = window.clone();
    open.forEach((second, bucket) -> saved.addPartials(bucket.save().setSecond(second)));
    save(five, saved::setFive);
    save(fiveBefore, saved::setFiveBefore);
    save(hour, saved::setHour);
    save(hourBefore, saved::setHourBefore);
    return saved.build();
  }

  private static void save(@Nullable Sum sum, Consumer<CohortPartial> to) {
    if (sum != null) {
      to.accept(sum.saved());
    }
  }
}
