package io.mastiff.stream;

import io.mastiff.classifier.Classifier;
import io.mastiff.event.Reason;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The reasons of verdicts: exact ones as long as they take at most {@value #EXACT_A_SECOND} a
 * second of the whole process, which is some 4% of a core; beyond, quick ones.
 *
 * <p>A flood that keeps cookies is convicted session by session, and would otherwise spend more on
 * being explained than on being found.
 */
final class Explanations {
  static final int EXACT_A_SECOND = 40;
  private static final long NANOS_EACH = 1_000_000_000L / EXACT_A_SECOND;

  private final LongSupplier nanos;
  private long paidUntil;

  /**
   * @param nanos the time, ns from any origin
   */
  Explanations(LongSupplier nanos) {
    this.nanos = nanos;
    paidUntil = nanos.getAsLong() - EXACT_A_SECOND * NANOS_EACH;
  }

  /** At most four, most weighty first. */
  List<Reason> of(Classifier model, double[] x) {
    return mayBeExact() ? model.reasons(x) : model.quickReasons(x);
  }

  private synchronized boolean mayBeExact() {
    long now = nanos.getAsLong();
    paidUntil = Math.max(paidUntil, now - EXACT_A_SECOND * NANOS_EACH);
    if (paidUntil + NANOS_EACH > now) {
      return false;
    }
    paidUntil += NANOS_EACH;
    return true;
  }
}
