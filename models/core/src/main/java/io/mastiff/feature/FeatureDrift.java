package io.mastiff.feature;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How far each feature has moved between two periods: the population stability index over buckets
 * that hold a tenth each of the earlier period's known values, and one more for what is missing.
 *
 * <p>Bounded: {@value #MOST} vectors a period. The same vectors in any order give the same figures.
 * Source: Siddiqi, "Credit Risk Scorecards" (2006), whose bounds 0.1 and 0.25 are customary.
 */
public final class FeatureDrift {
  static final int MOST = 20_000;

  /** Fewest vectors of a period; the index of fewer is mostly chance. */
  public static final int FEWEST = 300;

  private static final int BUCKETS = 10;
  private static final double MOVED = 0.1;
  private static final double SHIFTED = 0.25;

  private final VectorSample before = new VectorSample(MOST);
  private final VectorSample after = new VectorSample(MOST);

  /** What has become of one feature; medians are of known values, NaN where there are none. */
  public record Change(
      SessionFeature feature,
      double index,
      double medianBefore,
      double medianAfter,
      double missingBefore,
      double missingAfter) {
    /** {@code steady}, {@code moved} or {@code shifted}. */
    public String state() {
      return index >= SHIFTED ? "shifted" : index >= MOVED ? "moved" : "steady";
    }
  }

  /**
   * Adds a vector of {@link FeatureSchema}.
   *
   * @param recent whether it belongs to the later period
   * @param key a hash of what it is measured of, so that the sample is fair
   */
  public void add(boolean recent, long key, double[] x) {
    (recent ? after : before).add(key, x);
  }

  /** Vectors of the earlier or the later period. */
  public long seen(boolean recent) {
    return (recent ? after : before).seen();
  }

  /** Whether both periods hold enough. */
  public boolean enough() {
    return before.size() >= FEWEST && after.size() >= FEWEST;
  }

  /** What has become of each feature, the furthest first. */
  public List<Change> changes() {
    return FeatureSchema.features().stream()
        .map(this::change)
        .sorted(Comparator.comparingDouble(Change::index).reversed())
        .toList();
  }

  private Change change(SessionFeature feature) {
    double[] old = before.known(feature);
    double[] now = after.known(feature);
    double[] bounds = bounds(old.length > 0 ? old : now);
    int[] oldCounts = counts(old, bounds, before.size());
    int[] nowCounts = counts(now, bounds, after.size());
    return new Change(
        feature,
        index(oldCounts, nowCounts),
        median(old),
        median(now),
        share(before.size() - old.length, before.size()),
        share(after.size() - now.length, after.size()));
  }

  /**
   * Upper ends of the buckets but the last; equal ones are one, so that a bucket is never empty.
   */
  private static double[] bounds(double[] sorted) {
    double[] bounds = new double[sorted.length == 0 ? 0 : BUCKETS - 1];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = sorted[(int) ((long) sorted.length * (i + 1) / BUCKETS)];
    }
    return Arrays.stream(bounds).distinct().toArray();
  }

  /** Values up to each bound, beyond the last, and missing. */
  private static int[] counts(double[] sorted, double[] bounds, int all) {
    int[] counts = new int[bounds.length + 2];
    for (double value : sorted) {
      int at = Arrays.binarySearch(bounds, value);
      counts[at >= 0 ? at : -at - 1]++;
    }
    counts[bounds.length + 1] = all - sorted.length;
    return counts;
  }

  /** Half a vector more in each bucket keeps empty ones finite. */
  private static double index(int[] before, int[] after) {
    double oldAll = Arrays.stream(before).sum() + 0.5 * before.length;
    double nowAll = Arrays.stream(after).sum() + 0.5 * after.length;
    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      double old = (before[i] + 0.5) / oldAll;
      double now = (after[i] + 0.5) / nowAll;
      sum += (now - old) * Math.log(now / old);
    }
    return sum;
  }

  private static double median(double[] sorted) {
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  private static double share(int part, int all) {
    return all == 0 ? 0 : (double) part / all;
  }
}
