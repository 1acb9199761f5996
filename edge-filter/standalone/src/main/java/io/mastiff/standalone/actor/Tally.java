package io.mastiff.standalone.actor;

import java.util.BitSet;
import org.HdrHistogram.Histogram;

/**
 * What one family of actors got, within the measured part of a phase. Written by the actors'
 * thread, read after the phase.
 */
public final class Tally {
  private static final long LONGEST_MICROS = 60_000_000;
  private static final double MINUTE_MS = 60_000;

  private final Histogram latency = new Histogram(LONGEST_MICROS, 3);
  private final BitSet products = new BitSet();
  private int sessions;
  private int requests;
  private int ok;
  private int denied;
  private int errors;
  private int orders;
  private int firstVisits;
  private long firstDeniedMs = -1;
  private double firstMs = -1;
  private int afterRequests;
  private int afterOk;

  void session(boolean firstVisit) {
    sessions++;
    firstVisits += firstVisit ? 1 : 0;
  }

  /** One answer, or none when {@code status} is 0. */
  void answered(int status, boolean byDoor, long latencyMicros, double dueMs, boolean measured) {
    firstMs = firstMs < 0 ? dueMs : Math.min(firstMs, dueMs);
    boolean served = !byDoor && status > 0 && status < 500;
    if (firstDeniedMs >= 0 && dueMs > firstDeniedMs && dueMs <= firstDeniedMs + MINUTE_MS) {
      afterRequests++;
      afterOk += served ? 1 : 0;
    }
    if (!measured) {
      return;
    }
    requests++;
    latency.recordValue(Math.min(Math.max(latencyMicros, 0), LONGEST_MICROS));
    if (byDoor) {
      denied++;
    } else if (status == 0 || status >= 500) {
      errors++;
    } else {
      ok++;
    }
  }

  void denied(long sincePhaseMs) {
    firstDeniedMs = firstDeniedMs < 0 ? sincePhaseMs : firstDeniedMs;
  }

  void took(int productId) {
    products.set(productId);
  }

  void ordered() {
    orders++;
  }

  /** From the first request to the first denial, in ms; negative without one. */
  public double toFirstDenialMs() {
    return firstDeniedMs < 0 ? -1 : firstDeniedMs - firstMs;
  }

  /** Share of the requests in the minute after the first denial that were served; 1 for none. */
  public double servedAfter() {
    return afterRequests == 0 ? 1 : (double) afterOk / afterRequests;
  }

  public int sessions() {
    return sessions;
  }

  public int firstVisits() {
    return firstVisits;
  }

  public int requests() {
    return requests;
  }

  public int ok() {
    return ok;
  }

  public int denied() {
    return denied;
  }

  public int errors() {
    return errors;
  }

  public int orders() {
    return orders;
  }

  /** Milliseconds from the phase's start to the first denial; -1 without one. */
  public long firstDeniedMs() {
    return firstDeniedMs;
  }

  public int products() {
    return products.cardinality();
  }

  public double latencyMs(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1000.0;
  }
}
