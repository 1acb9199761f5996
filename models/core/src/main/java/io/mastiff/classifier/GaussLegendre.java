package io.mastiff.classifier;

/**
 * Points and weights of Gauss and Legendre's quadrature on 0 to 1; with {@code n} points it is
 * exact for polynomials up to degree {@code 2n - 1}.
 */
record GaussLegendre(double[] points, double[] weights) {
  private static final int MOST_STEPS = 50;

  /** The roots of Legendre's polynomial by Newton's method, moved from (-1, 1) to (0, 1). */
  static GaussLegendre of(int n) {
    double[] points = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double root = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = slope(n, root);
      for (int step = 0; step < MOST_STEPS; step++) {
        double change = legendre(n, root) / slope;
        root -= change;
        slope = slope(n, root);
        if (Math.abs(change) < 1e-16) {
          break;
        }
      }
      points[i] = (1 + root) / 2;
      weights[i] = 1 / ((1 - root * root) * slope * slope);
    }
    return new GaussLegendre(points, weights);
  }

  private static double legendre(int n, double x) {
    double before = 1;
    double now = x;
    for (int k = 2; k <= n; k++) {
      double next = ((2 * k - 1) * x * now - (k - 1) * before) / k;
      before = now;
      now = next;
    }
    return n == 0 ? 1 : now;
  }

  private static double slope(int n, double x) {
    return n * (x * legendre(n, x) - legendre(n - 1, x)) / (x * x - 1);
  }
}
