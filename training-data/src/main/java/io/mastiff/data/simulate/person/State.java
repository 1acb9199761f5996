package io.mastiff.data.simulate.person;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Where a person is in the shop, after the Customer Behaviour Model Graph of Menasce et al. (EC
 * 1999); {@code cbmg.FROM.TO} are the chances of what comes next.
 */
enum State {
  HOME,
  SEARCH,
  LISTING,
  PRODUCT,
  REVIEWS,
  CART,
  ACCOUNT;

  private static final double[][] NEXT = new double[values().length][values().length];
  private static final double[] ENTRY = new double[values().length];
  private static final double[] DWELL = new double[values().length];

  static {
    double entered = 0;
    for (State from : values()) {
      double sum = 0;
      for (State to : values()) {
        sum += Parameters.of("cbmg." + from.word() + "." + to.word());
        NEXT[from.ordinal()][to.ordinal()] = sum;
      }
      entered += Parameters.of("entry." + from.word());
      ENTRY[from.ordinal()] = entered;
      DWELL[from.ordinal()] = Parameters.of("dwell." + from.word());
    }
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static State entry(RandomGenerator random) {
    return of(ENTRY, random);
  }

  State next(RandomGenerator random) {
    return of(NEXT[ordinal()], random);
  }

  /** Median of how long one stays, s. */
  double dwell() {
    return DWELL[ordinal()];
  }

  private static State of(double[] cumulative, RandomGenerator random) {
    double u = random.nextDouble() * cumulative[cumulative.length - 1];
    int i = 0;
    while (cumulative[i] < u) {
      i++;
    }
    return values()[i];
  }
}
