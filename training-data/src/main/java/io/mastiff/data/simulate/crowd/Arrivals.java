package io.mastiff.data.simulate.crowd;

import java.util.random.RandomGenerator;

/** When visitors come within a day, ms from its beginning. */
public final class Arrivals {
  static final long DAY_MS = 86_400_000L;
  private static final long SALE_MS = 10 * 3_600_000L;
  private static final double RAMP_MS = 60_000;
  private static final double HALF_LIFE_MS = 8 * 60_000;
  private static final double ON_SALE = 0.6;

  private final Shape shape;

  /**
   * How a day's traffic is shaped.
   *
   * <pre>
   * FLAT     as many people at any time
   * DIURNAL  most in the evening, few at night
   * SALE     as DIURNAL, and three in five come to a sale at ten: within a minute the rate is about
   *          twenty times as high, and then it halves every eight minutes
   * </pre>
   */
  public enum Shape {
    FLAT,
    DIURNAL,
    SALE
  }

  public Arrivals(Shape shape) {
    this.shape = shape;
  }

  /** When a person comes. */
  long person(RandomGenerator random) {
    return switch (shape) {
      case FLAT -> random.nextLong(DAY_MS);
      case DIURNAL -> diurnal(random);
      case SALE -> random.nextDouble() < ON_SALE ? sale(random) : diurnal(random);
    };
  }

  /** When a program comes; it knows no night. */
  long program(RandomGenerator random) {
    return random.nextLong(DAY_MS);
  }

  private static long diurnal(RandomGenerator random) {
    while (true) {
      long at = random.nextLong(DAY_MS);
      double hours = at / 3_600_000.0;
      if (random.nextDouble() * 1.9 < 1 + 0.9 * Math.cos((hours - 19.5) / 12 * Math.PI)) {
        return at;
      }
    }
  }

  private static long sale(RandomGenerator random) {
    double after = -Math.log(1 - random.nextDouble()) * HALF_LIFE_MS / Math.log(2);
    return SALE_MS + (long) Math.min(random.nextDouble() * RAMP_MS + after, DAY_MS / 4.0);
  }
}
