package io.mastiff.data.simulate;

import java.util.random.RandomGenerator;

/**
 * How large a shop is and what people like in it.
 *
 * <p>Products are ranked by popularity, which falls with the power {@code alpha} of the rank
 * (Breslau et al., INFOCOM 1999, give 0.6 to 1.0 for the web).
 */
public final class Catalogue {
  private final int products;
  private final int categories;
  private final double[] cumulative;

  public Catalogue(int products, int categories, double alpha) {
    this.products = products;
    this.categories = categories;
    this.cumulative = new double[products];
    double sum = 0;
    for (int i = 0; i < products; i++) {
      sum += Math.pow(i + 1.0, -alpha);
      cumulative[i] = sum;
    }
  }

  public int products() {
    return products;
  }

  public int categories() {
    return categories;
  }

  /** The rank of a product that a shopper would open. */
  int popular(RandomGenerator random) {
    double target = random.nextDouble() * cumulative[products - 1];
    int low = 0;
    int high = products - 1;
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (cumulative[mid] < target) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low;
  }
}
