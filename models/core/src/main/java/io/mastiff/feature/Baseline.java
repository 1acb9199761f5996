package io.mastiff.feature;

import com.dynatrace.hash4j.hashing.Hashing;
import io.mastiff.feature.state.BaselineState;
import java.util.Arrays;

/**
 * What buyers' traffic of a shop looks like: how popular its products are, which type of page
 * follows which, and how buyers' software speaks.
 *
 * <p>Immutable. Every count is smoothed by one half, so that what was never seen is rare and not
 * impossible. Made by {@link BaselineLearner}; part of a model's release, with which it changes.
 */
public final class Baseline {
  /** Where nothing was learned: what needs it is missing. */
  public static final Baseline NONE = of(BaselineState.getDefaultInstance());

  static final int TYPES = 16;
  static final double SMOOTHING = 0.5;
  private static final double MOST = 4;

  private final long[] products;
  private final float[] views;
  private final double totalViews;
  private final long distinct;
  private final double[] transitions;
  private final boolean transitionsKnown;
  private final SoftwareTables software;
  private final ViewStatistics viewing;

  private Baseline(BaselineState state) {
    products = state.getProductsList().stream().mapToLong(Long::longValue).toArray();
    views = new float[products.length];
    for (int i = 0; i < views.length; i++) {
      views[i] = state.getViews(i);
    }
    totalViews = state.getTotalViews();
    distinct = state.getDistinct();
    transitions = logShares(state);
    transitionsKnown = state.getTransitionsCount() == TYPES * TYPES;
    software = new SoftwareTables(state.getSoftware());
    viewing = viewing();
  }

  private ViewStatistics viewing() {
    double[] ratios = new double[views.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ratio(views[i]);
    }
    return new ViewStatistics(views, ratios, knowsProducts() ? ratio(0) : 0);
  }

  private static double[] logShares(BaselineState state) {
    double[] logs = new double[TYPES * TYPES];
    if (state.getTransitionsCount() != logs.length) {
      return logs;
    }
    for (int from = 0; from < TYPES; from++) {
      double sum = 0;
      for (int to = 0; to < TYPES; to++) {
        sum += state.getTransitions(from * TYPES + to) + SMOOTHING;
      }
      for (int to = 0; to < TYPES; to++) {
        logs[from * TYPES + to] =
            Math.log((state.getTransitions(from * TYPES + to) + SMOOTHING) / sum);
      }
    }
    return logs;
  }

  /**
   * The baseline in a message.
   *
   * @throws IllegalArgumentException where its numbers do not fit together
   */
  public static Baseline of(BaselineState state) {
    if (state.getProductsCount() != state.getViewsCount()
        || state.getProductsCount() > state.getDistinct()
        || !(state.getTotalViews() >= 0)
        || !isSorted(state)
        || !SoftwareTables.fits(state.getSoftware())
        || state.getViewsList().stream().anyMatch(v -> !(v >= 0) || Float.isInfinite(v))
        || state.getTransitionsList().stream().anyMatch(v -> !(v >= 0) || Float.isInfinite(v))) {
      throw new IllegalArgumentException("a baseline whose numbers do not fit together");
    }
    return new Baseline(state);
  }

  private static boolean isSorted(BaselineState state) {
    for (int i = 1; i < state.getProductsCount(); i++) {
      if (state.getProducts(i - 1) >= state.getProducts(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether products' popularity was learned. */
  boolean knowsProducts() {
    return totalViews > 0 && distinct > 0;
  }

  /** Whether the order of page types was learned. */
  boolean knowsTransitions() {
    return transitionsKnown;
  }

  /**
   * How much more a walk over all products alike would ask for this one than buyers do, in nats,
   * within 4 of 0: ln((1 / N) / p).
   */
  double popularityRatio(String product) {
    int at = Arrays.binarySearch(products, hash(product));
    return ratio(at < 0 ? 0 : views[at]);
  }

  private double ratio(double seen) {
    double share = (seen + SMOOTHING) / (totalViews + SMOOTHING * distinct);
    return Math.max(-MOST, Math.min(MOST, -Math.log(distinct * share)));
  }

  /**
   * -ln of the share of buyers' pages of the first type that a page of the second followed; both
   * are numbers of page types, 0 for none.
   */
  double surprise(int from, int to) {
    return -transitions[from * TYPES + to];
  }

  /** What to expect of views by people who like what buyers like. */
  public ViewStatistics viewStatistics() {
    return viewing;
  }

  /** How buyers' software speaks. */
  SoftwareTables software() {
    return software;
  }

  /** The number that a product is known by. */
  static long hash(String product) {
    return Hashing.komihash5_0().hashCharsToLong(product);
  }
}
