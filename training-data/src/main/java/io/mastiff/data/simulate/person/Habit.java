package io.mastiff.data.simulate.person;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** What a person is up to. */
enum Habit {
  /** One page, seldom two. */
  GLANCE,
  /** From page to page. */
  BROWSE,
  /** Dozens of products, no cart. */
  COMPARE,
  /** Several products opened at once, then read. */
  TABS,
  /** Sales and low prices, list by list. */
  DEALS,
  /** One product, loaded again and again until it is there. */
  REFRESH,
  BUY,
  /** Who knows what to buy. */
  EXPRESS,
  /** With a screen reader, list by list in order. */
  LISTEN;

  private static final double[] SHARES = new double[values().length];

  static {
    double sum = 0;
    for (Habit habit : values()) {
      sum += Parameters.of("habit." + habit.name().toLowerCase(Locale.ROOT));
      SHARES[habit.ordinal()] = sum;
    }
  }

  static Habit any(RandomGenerator random) {
    double u = random.nextDouble() * SHARES[SHARES.length - 1];
    int i = 0;
    while (SHARES[i] < u) {
      i++;
    }
    return values()[i];
  }

  /** On a day of a sale: many wait for one product, or buy at once. */
  static Habit onSale(RandomGenerator random) {
    double u = random.nextDouble();
    return u < Parameters.of("sale.refresh")
        ? REFRESH
        : u < Parameters.of("sale.refresh") + Parameters.of("sale.express") ? EXPRESS : any(random);
  }

  boolean buys() {
    return this == BUY || this == EXPRESS;
  }

  /** How many pages before leaving or buying. */
  int pages(RandomGenerator random) {
    return switch (this) {
      case GLANCE -> random.nextDouble() < Parameters.of("glance.single") ? 1 : 2;
      case BROWSE, TABS -> 2 + geometric(random, Parameters.of("pages.browse"));
      case COMPARE -> 10 + geometric(random, Parameters.of("pages.compare"));
      case DEALS -> 4 + geometric(random, Parameters.of("pages.deals"));
      case REFRESH -> 4 + geometric(random, Parameters.of("pages.refresh"));
      case BUY -> 4 + geometric(random, Parameters.of("pages.buy"));
      case EXPRESS -> 1 + random.nextInt(2);
      case LISTEN -> 3 + geometric(random, Parameters.of("pages.listen"));
    };
  }

  private static int geometric(RandomGenerator random, double mean) {
    return (int) Math.floor(Math.log(1 - random.nextDouble()) / Math.log(1 - 1 / (mean + 1)));
  }
}
