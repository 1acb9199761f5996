package io.mastiff.feature;

import com.dynatrace.hash4j.hashing.Hashing;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.state.WalkState;

/**
 * Which products a session reads: how many different ones, and whether in the order of their
 * numbers.
 *
 * <p>Different products are counted by linear counting in {@value #BITS} bits (Whang,
 * Vander-Zanden, Taylor 1990), within 3% up to 4,000 of them. How popular a product is counts once,
 * since one that is looked at again and again, as in a sale, tells no more than the first time. A
 * product's number is the digits that its name ends with.
 */
final class Walk {
  private static final int BITS = 2_048;
  private static final int FEWEST_STEPS = 3;
  private static final int MOST_DIGITS = 15;

  private long[] seen = Room.NONE;
  private int views;
  private long lastNumber = -1;
  private int steps;
  private int ups;
  private int downs;
  private int units;
  private double ratios;
  private int rated;

  void add(RequestEvent event, Baseline baseline) {
    String product = event.getProduct();
    if (product.isEmpty()) {
      return;
    }
    views++;
    seen = seen.length == 0 ? new long[BITS / 64] : seen;
    int bit = (int) (Hashing.komihash5_0().hashCharsToLong(product) & (BITS - 1));
    boolean again = (seen[bit >>> 6] >>> bit & 1) != 0;
    seen[bit >>> 6] |= 1L << bit;
    if (!again && baseline.knowsProducts()) {
      ratios += baseline.popularityRatio(product);
      rated++;
    }
    long number = number(product);
    if (number >= 0 && lastNumber >= 0) {
      step(number - lastNumber);
    }
    lastNumber = number;
  }

  private void step(long by) {
    steps++;
    ups += by > 0 ? 1 : 0;
    downs += by < 0 ? 1 : 0;
    units += by == 1 || by == -1 ? 1 : 0;
  }

  private static long number(String product) {
    int from = product.length();
    while (from > 0 && product.charAt(from - 1) >= '0' && product.charAt(from - 1) <= '9') {
      from--;
    }
    int digits = product.length() - from;
    return digits == 0 || digits > MOST_DIGITS
        ? -1
        : Long.parseLong(product, from, from + digits, 10);
  }

  private double distinct() {
    int set = 0;
    for (long word : seen) {
      set += Long.bitCount(word);
    }
    return set == BITS ? views : Math.min(views, BITS * Math.log((double) BITS / (BITS - set)));
  }

  void measure(FeatureVector x) {
    x.set(SessionFeature.PRODUCT_DISTINCT, views >= 2, () -> distinct() / views);
    x.set(SessionFeature.POPULARITY_RATIO, rated > 0, () -> ratios / rated);
    x.set(SessionFeature.POPULARITY_EVIDENCE, rated > 0, () -> ratios);
    boolean enough = steps >= FEWEST_STEPS;
    x.set(SessionFeature.PRODUCT_STEP_SHARE, enough, () -> (double) units / steps);
    x.set(SessionFeature.PRODUCT_MONOTONE, enough, () -> (double) Math.abs(ups - downs) / steps);
  }

  WalkState save() {
    WalkState.Builder state =
        WalkState.newBuilder()
            .setViews(views)
            .setLastNumber(lastNumber)
            .setSteps(steps)
            .setUps(ups)
            .setDowns(downs)
            .setUnits(units)
            .setRatios(ratios)
            .setRated(rated);
    for (int i = 0; views > 0 && i < seen.length; i++) {
      state.addSeen(seen[i]);
    }
    return state.build();
  }

  static Walk restore(WalkState state) {
    Walk walk = new Walk();
    walk.views = state.getViews();
    walk.lastNumber = walk.views == 0 ? -1 : state.getLastNumber();
    walk.steps = state.getSteps();
    walk.ups = state.getUps();
    walk.downs = state.getDowns();
    walk.units = state.getUnits();
    walk.ratios = state.getRatios();
    walk.rated = state.getRated();
    walk.seen = walk.views == 0 ? Room.NONE : new long[BITS / 64];
    for (int i = 0; i < Math.min(walk.seen.length, state.getSeenCount()); i++) {
      walk.seen[i] = state.getSeen(i);
    }
    return walk;
  }
}
