package io.mastiff.feature;

import io.mastiff.feature.state.SessionState;
import java.util.Arrays;

/**
 * Running statistics of the gaps between pages, in seconds.
 *
 * <p>Bounded: the last 64 gaps and eight sums. Sources: Welford's update for mean and variance; Kim
 * and Jo, "Measuring burstiness for finite event sequences", Phys. Rev. E 94 (2016), eq. 22.
 */
final class GapStatistics {
  private static final int KEPT = 64;
  private static final int FEWEST = 3;
  private static final double SHORTEST_SECONDS = 0.01;

  private double[] last = {};
  private int count;
  private double mean;
  private double m2;
  private double logMean;
  private double logM2;
  private double previous = Double.NaN;
  private double sumX;
  private double sumY;
  private double sumXx;
  private double sumYy;
  private double sumXy;

  void add(double seconds) {
    double gap = Math.max(seconds, SHORTEST_SECONDS);
    last = Room.forOneMore(last, count, KEPT);
    last[count++ % KEPT] = gap;
    double delta = gap - mean;
    mean += delta / count;
    m2 += delta * (gap - mean);
    double log = Math.log(gap);
    double logDelta = log - logMean;
    logMean += logDelta / count;
    logM2 += logDelta * (log - logMean);
    if (count > 1) {
      addPair(previous, gap);
    }
    previous = gap;
  }

  private void addPair(double x, double y) {
    sumX += x;
    sumY += y;
    sumXx += x * x;
    sumYy += y * y;
    sumXy += x * y;
  }

  private double variation() {
    return Math.sqrt(m2 / (count - 1)) / mean;
  }

  private double logSd() {
    return Math.sqrt(logM2 / (count - 1));
  }

  private double burstiness() {
    double r = variation();
    double up = Math.sqrt(count + 1.0);
    double down = Math.sqrt(count - 1.0);
    return (up * r - down) / ((up - 2) * r + down);
  }

  private double memory() {
    double n = count - 1.0;
    double cov = sumXy - sumX * sumY / n;
    double product = (sumXx - sumX * sumX / n) * (sumYy - sumY * sumY / n);
    return product <= 1e-18 ? 1.0 : cov / Math.sqrt(product);
  }

  private double modeShare() {
    int n = Math.min(count, KEPT);
    double[] sorted = Arrays.copyOf(last, n);
    Arrays.sort(sorted);
    double median = sorted[n / 2];
    int near = 0;
    for (double gap : sorted) {
      if (Math.abs(gap - median) <= 0.05 * median) {
        near++;
      }
    }
    return (double) near / n;
  }

  void measure(FeatureVector x) {
    boolean enough = count >= FEWEST;
    x.set(SessionFeature.GAP_LOG_MEAN, enough, () -> logMean);
    x.set(SessionFeature.GAP_CV, enough, this::variation);
    x.set(SessionFeature.GAP_LOG_SD, enough, this::logSd);
    x.set(SessionFeature.BURSTINESS, enough, this::burstiness);
    x.set(SessionFeature.GAP_MEMORY, count > 4, this::memory);
    x.set(SessionFeature.GAP_MODE_SHARE, count >= 4, this::modeShare);
  }

  void save(SessionState.Builder state) {
    int n = Math.min(count, KEPT);
    for (int i = 0; i < n; i++) {
      state.addGaps(last[i]);
    }
    state.setGapCount(count).setGapMean(mean).setGapM2(m2).setLogMean(logMean).setLogM2(logM2);
    state.addPairSums(sumX).addPairSums(sumY).addPairSums(sumXx).addPairSums(sumYy);
    state.addPairSums(sumXy).setLastGap(previous);
  }

  static GapStatistics restore(SessionState state) {
    GapStatistics gaps = new GapStatistics();
    gaps.count = state.getGapCount();
    gaps.last = new double[Math.min(KEPT, Math.max(gaps.count, state.getGapsCount()))];
    for (int i = 0; i < Math.min(gaps.last.length, state.getGapsCount()); i++) {
      gaps.last[i] = state.getGaps(i);
    }
    gaps.mean = state.getGapMean();
    gaps.m2 = state.getGapM2();
    gaps.logMean = state.getLogMean();
    gaps.logM2 = state.getLogM2();
    gaps.previous = state.getLastGap();
    if (state.getPairSumsCount() == 5) {
      gaps.sumX = state.getPairSums(0);
      gaps.sumY = state.getPairSums(1);
      gaps.sumXx = state.getPairSums(2);
      gaps.sumYy = state.getPairSums(3);
      gaps.sumXy = state.getPairSums(4);
    }
    return gaps;
  }
}
