package io.mastiff.training;

/**
 * Turns log-odds into calibrated probabilities with two numbers, fitted on rows that did not train.
 *
 * <p>Platt, "Probabilistic outputs for support vector machines" (1999), with the targets and the
 * Newton steps of Lin, Lin and Weng, Machine Learning 68 (2007).
 */
record PlattScaling(double slope, double offset) {
  private static final int MOST_STEPS = 100;
  private static final double RIDGE = 1e-12;

  static PlattScaling fit(double[] logOdds, boolean[] positive) {
    int positives = 0;
    for (boolean p : positive) {
      positives += p ? 1 : 0;
    }
    double high = (positives + 1.0) / (positives + 2.0);
    double low = 1.0 / (logOdds.length - positives + 2.0);
    double a = 1;
    double b = 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      double ga = 0;
      double gb = 0;
      double haa = RIDGE;
      double hbb = RIDGE;
      double hab = 0;
      for (int i = 0; i < logOdds.length; i++) {
        double p = 1 / (1 + Math.exp(-(a * logOdds[i] + b)));
        double d = p - (positive[i] ? high : low);
        double w = p * (1 - p);
        ga += d * logOdds[i];
        gb += d;
        haa += w * logOdds[i] * logOdds[i];
        hab += w * logOdds[i];
        hbb += w;
      }
      double det = haa * hbb - hab * hab;
      double da = (hbb * ga - hab * gb) / det;
      double db = (haa * gb - hab * ga) / det;
      double size = Math.max(Math.abs(da), Math.abs(db));
      double damp = size > 1 ? 1 / size : 1;
      a -= damp * da;
      b -= damp * db;
      if (size < 1e-9) {
        break;
      }
    }
    return new PlattScaling(a, b);
  }
}
