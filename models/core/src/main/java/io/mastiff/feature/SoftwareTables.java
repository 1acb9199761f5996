package io.mastiff.feature;

import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.state.SoftwareBaseline;
import java.util.Arrays;
import java.util.List;

/**
 * How buyers' software speaks: which answers to {@link SoftwareQuestion} it gives, which versions
 * it has, which header fields it sends, and at which hours it is used.
 *
 * <p>Immutable. What too few buyers say is not known ({@link Double#NaN}).
 */
final class SoftwareTables {
  static final int HOURS = 24;
  static final int AGENTS = 16;
  static final int BITS = 44;

  /** Numbers per kind of software, apart for calls of scripts: buyers, then those with each bit. */
  static final int ROW = 1 + BITS;

  static final int FIELDS = AGENTS * 2 * ROW;
  static final double MOST = 12;
  private static final double FEWEST = 20;
  private static final double FEWEST_FOR_FIELDS = 200;
  private static final double NEARLY_ALL = 0.99;
  private static final double NEARLY_NONE = 0.005;
  private static final long HOUR_MS = 3_600_000;

  /**
   * Header fields of one request, not of the software: cache-control, pragma, referer to
   * sec-purpose, content-length, content-type.
   */
  private static final long OF_THE_VISIT = 0b11_0011_1111_1110_0000_0000_0000_0001_1000_0000L;

  private final long[] keys;
  private final float[] counts;
  private final int[] versions;
  private final double[] newer;
  private final double[] versionTotals = new double[AGENTS];
  private final long[] always = new long[AGENTS * 2];
  private final long[] never = new long[AGENTS * 2];
  private final boolean[] fieldsKnown = new boolean[AGENTS * 2];
  private final double[] hourRatios = new double[HOURS];
  private final boolean hoursKnown;

  SoftwareTables(SoftwareBaseline state) {
    keys = state.getKeysList().stream().mapToLong(Long::longValue).toArray();
    counts = floats(state.getCountsList());
    versions = state.getVersionsList().stream().mapToInt(Integer::intValue).toArray();
    newer = newer(floats(state.getVersionCountsList()));
    readFields(floats(state.getFieldsList()));
    hoursKnown = readHours(state.getHoursList());
  }

  private static float[] floats(List<Float> of) {
    float[] all = new float[of.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = of.get(i);
    }
    return all;
  }

  /** Whether the numbers fit together. */
  static boolean fits(SoftwareBaseline state) {
    return state.getKeysCount() == state.getCountsCount()
        && state.getVersionsCount() == state.getVersionCountsCount()
        && (state.getFieldsCount() == 0 || state.getFieldsCount() == FIELDS)
        && (state.getHoursCount() == 0 || state.getHoursCount() == HOURS)
        && areCounts(state.getCountsList())
        && areCounts(state.getVersionCountsList())
        && areCounts(state.getFieldsList())
        && areCounts(state.getHoursList())
        && isAscending(state.getKeysList())
        && isAscending(state.getVersionsList().stream().map(Integer::longValue).toList())
        && state.getVersionsList().stream().allMatch(v -> v >= 0 && v >>> 16 < AGENTS);
  }

  private static boolean areCounts(List<Float> numbers) {
    return numbers.stream().allMatch(n -> n >= 0 && !Float.isInfinite(n));
  }

  private static boolean isAscending(List<Long> numbers) {
    for (int i = 1; i < numbers.size(); i++) {
      if (numbers.get(i - 1) >= numbers.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** Of each version, how many buyers with the same kind of software have a newer one. */
  private double[] newer(float[] versionCounts) {
    double[] sums = new double[versions.length];
    for (int i = versions.length - 1; i >= 0; i--) {
      int agent = versions[i] >>> 16;
      sums[i] = versionTotals[agent];
      versionTotals[agent] += versionCounts[i];
    }
    return sums;
  }

  private void readFields(float[] fields) {
    for (int context = 0; fields.length > 0 && context < AGENTS * 2; context++) {
      double buyers = fields[context * ROW];
      fieldsKnown[context] = buyers >= FEWEST_FOR_FIELDS;
      for (int bit = 0; bit < BITS; bit++) {
        double share = fields[context * ROW + 1 + bit] / Math.max(1, buyers);
        always[context] |= share > NEARLY_ALL ? 1L << bit : 0;
        never[context] |= share < NEARLY_NONE ? 1L << bit : 0;
      }
      always[context] &= ~OF_THE_VISIT;
      never[context] &= ~OF_THE_VISIT;
    }
  }

  private boolean readHours(List<Float> hours) {
    double sum = hours.stream().mapToDouble(Float::doubleValue).sum();
    for (int hour = 0; hour < hours.size(); hour++) {
      double share = (hours.get(hour) + 0.5) / (sum + 0.5 * HOURS);
      hourRatios[hour] = -Math.log(HOURS * share);
    }
    return sum >= FEWEST_FOR_FIELDS;
  }

  /** Whether anything was learned. */
  boolean areKnown() {
    return keys.length > 0 || versions.length > 0 || hoursKnown;
  }

  /** -ln of the share of buyers in its context who give the answer that this request gives. */
  double surprise(SoftwareQuestion question, RequestEvent event) {
    if (keys.length == 0 || !question.isAsked(event)) {
      return Double.NaN;
    }
    double total = count(question.total(event));
    if (total < FEWEST) {
      return Double.NaN;
    }
    double different = count(question.distinct(event));
    double share = (count(question.key(event)) + 0.5) / (total + 0.5 * (different + 1));
    return Math.min(MOST, Math.max(0, -Math.log(share)));
  }

  private double count(long key) {
    int at = Arrays.binarySearch(keys, key);
    return at < 0 ? 0 : counts[at];
  }

  /** Share of buyers with the same kind of software whose version is newer. */
  double lag(RequestEvent event) {
    int agent = event.getAgentValue() & (AGENTS - 1);
    if (event.getAgentMajor() == 0 || versionTotals[agent] < FEWEST) {
      return Double.NaN;
    }
    int version = agent << 16 | Math.min(event.getAgentMajor(), 0xffff);
    int at = Arrays.binarySearch(versions, version);
    if (at >= 0) {
      return newer[at] / versionTotals[agent];
    }
    int next = -at - 1;
    boolean same = next < versions.length && versions[next] >>> 16 == agent;
    double above = same ? newer[next] + own(next) : 0;
    return above / versionTotals[agent];
  }

  /** How many buyers have this very version. */
  private double own(int at) {
    boolean first = at == 0 || versions[at - 1] >>> 16 != versions[at] >>> 16;
    double from = first ? versionTotals[versions[at] >>> 16] : newer[at - 1];
    return from - newer[at];
  }

  /** Header fields that nearly all such buyers send and that are not there. */
  double absent(RequestEvent event) {
    int context = context(event);
    return isKnown(event, context)
        ? Long.bitCount(always[context] & ~event.getHeaderBits())
        : Double.NaN;
  }

  /** Header fields that are there and that nearly no such buyer sends. */
  double extra(RequestEvent event) {
    int context = context(event);
    return isKnown(event, context)
        ? Long.bitCount(never[context] & event.getHeaderBits())
        : Double.NaN;
  }

  private boolean isKnown(RequestEvent event, int context) {
    return event.getHeaderBits() != 0 && fieldsKnown[context];
  }

  static int context(RequestEvent event) {
    int agent = event.getAgentValue() & (AGENTS - 1);
    return agent * 2 + (event.getPageType() == PageType.API ? 1 : 0);
  }

  /** ln((1 / 24) / p), p the share of buyers who come at this hour. */
  double hour(long atMs) {
    return hoursKnown ? hourRatios[hourOf(atMs)] : Double.NaN;
  }

  static int hourOf(long atMs) {
    return (int) Math.floorMod(Math.floorDiv(atMs, HOUR_MS), (long) HOURS);
  }
}
