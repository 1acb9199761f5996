package io.mastiff.data.simulate.family;

/** Reads {@code {distribution: log-normal, median: 2, sigma: 0.4, min: 0.1, max: 60}}. */
final class DrawReader {
  private static final double LARGEST_SIGMA = 5;

  private DrawReader() {}

  static Draw read(Sheet s, double least, double most, Draw otherwise) {
    int before = s.problemCount();
    s.require("distribution");
    Draw.Kind kind = s.choice("distribution", Draw.Kind.class, Draw.Kind.FIXED);
    double min = s.number("min", least, most, least);
    double max = s.number("max", least, most, most);
    Draw draw =
        switch (kind) {
          case FIXED -> {
            s.only("distribution", "value").require("value");
            yield Draw.fixed(s.number("value", least, most, least));
          }
          case UNIFORM, LOG_UNIFORM -> {
            s.only("distribution", "min", "max").require("min", "max");
            if (kind == Draw.Kind.LOG_UNIFORM && min <= 0) {
              s.problem("min", "above 0 where factors are drawn");
            }
            yield new Draw(kind, 0, 0, min, max);
          }
          case LOG_NORMAL -> {
            s.only("distribution", "median", "sigma", "min", "max").require("median", "sigma");
            double sigma = s.number("sigma", 0, LARGEST_SIGMA, 0);
            yield new Draw(kind, s.number("median", least, most, least), sigma, min, max);
          }
          case EXPONENTIAL, GEOMETRIC -> {
            s.only("distribution", "mean", "min", "max").require("mean");
            yield new Draw(kind, s.number("mean", least, most, 1), 0, min, max);
          }
        };
    if (min > max) {
      s.problem("min", "at most max");
    }
    return s.problemCount() == before ? draw : otherwise;
  }
}
