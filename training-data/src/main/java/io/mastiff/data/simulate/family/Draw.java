package io.mastiff.data.simulate.family;

import java.util.random.RandomGenerator;

/**
 * A number that is drawn anew each time, between {@code min} and {@code max}.
 *
 * <pre>
 * FIXED        a
 * UNIFORM      from min to max
 * LOG_UNIFORM  from min to max, each factor as likely as another
 * LOG_NORMAL   median a, standard deviation b of the logarithm
 * EXPONENTIAL  mean a
 * GEOMETRIC    whole numbers from 0, mean a
 * </pre>
 */
public record Draw(Kind kind, double a, double b, double min, double max) {
  /** How it is distributed. */
  public enum Kind {
    FIXED,
    UNIFORM,
    LOG_UNIFORM,
    LOG_NORMAL,
    EXPONENTIAL,
    GEOMETRIC
  }

  /** Always the same number. */
  public static Draw fixed(double value) {
    return new Draw(Kind.FIXED, value, 0, value, value);
  }

  /** Log-normal with this median. */
  public static Draw logNormal(double median, double sigma, double min, double max) {
    return new Draw(Kind.LOG_NORMAL, median, sigma, min, max);
  }

  public double next(RandomGenerator random) {
    double drawn =
        switch (kind) {
          case FIXED -> a;
          case UNIFORM -> min + random.nextDouble() * (max - min);
          case LOG_UNIFORM -> min * Math.pow(max / min, random.nextDouble());
          case LOG_NORMAL -> a * Math.exp(random.nextGaussian() * b);
          case EXPONENTIAL -> -a * Math.log(1 - random.nextDouble());
          case GEOMETRIC ->
              Math.floor(Math.log(1 - random.nextDouble()) / Math.log(1 - 1 / (a + 1)));
        };
    return Math.max(min, Math.min(max, drawn));
  }

  /** Rounded to a whole number. */
  public int nextInt(RandomGenerator random) {
    return (int) Math.round(next(random));
  }
}
