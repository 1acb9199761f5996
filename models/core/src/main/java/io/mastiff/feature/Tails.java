package io.mastiff.feature;

/**
 * How unlikely a count is, as upper bounds that hold at any size (Chernoff 1952): each is the
 * natural logarithm of a probability, 0 where the count is no surprise.
 */
final class Tails {
  private Tails() {}

  /**
   * At least {@code n} of a negative binomial of this mean, which varies as that of a Poisson whose
   * rate is gamma distributed with shape {@code size}.
   */
  static double negativeBinomial(double n, double mean, double size) {
    if (n <= mean || mean <= 0) {
      return 0;
    }
    return -(n * Math.log(n / mean) - (n + size) * Math.log((n + size) / (mean + size)));
  }

  /** At most {@code successes} of {@code n} that succeed with this chance. */
  static double fewOf(double successes, double n, double chance) {
    double share = n == 0 ? chance : successes / n;
    if (share >= chance) {
      return 0;
    }
    double some = share == 0 ? 0 : share * Math.log(share / chance);
    return -n * (some + (1 - share) * Math.log((1 - share) / (1 - chance)));
  }

  /** At least this many standard deviations above the mean, for what is normal or thinner. */
  static double normal(double deviations) {
    return deviations <= 0 ? 0 : -deviations * deviations / 2;
  }

  /**
   * What a probability is worth as evidence that may be multiplied, in nats: the calibrator 1 / (2
   * √p) of Vovk and Wang (Annals of Statistics 49, 2021), at most {@code most}.
   */
  static double evidence(double logProbability, double most) {
    return Math.min(most, -0.5 * logProbability - Math.log(2));
  }

  /**
   * Evidence of which nobody knows beforehand which will tell: the mean of its factors, in nats.
   */
  static double mean(double... nats) {
    double most = Double.NEGATIVE_INFINITY;
    for (double n : nats) {
      most = Math.max(most, n);
    }
    double sum = 0;
    for (double n : nats) {
      sum += Math.exp(n - most);
    }
    return most + Math.log(sum / nats.length);
  }
}
