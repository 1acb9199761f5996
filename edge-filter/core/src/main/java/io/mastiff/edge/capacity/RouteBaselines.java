package io.mastiff.edge.capacity;

import io.mastiff.edge.table.Mix;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long each route's answers usually take, so that a change of what is asked for is not taken
 * for a slower store.
 *
 * <p>The median, by stochastic approximation (Robbins and Monro 1951) on the logarithm: a faster
 * answer moves it down, a slower one up, by 2%. Nothing is learned while the store is loaded, so
 * that an overload does not become usual; at its floor the limit is no load, so that a store that
 * became slower for good is learned again. {@value #ROUTES} cells of 4 B; routes that meet in one
 * share it.
 */
final class RouteBaselines {
  private static final int ROUTES = 1024;
  private static final int MOST = 8;

  private final AtomicIntegerArray micros = new AtomicIntegerArray(ROUTES);

  /** By how much an answer took longer than the route's usual; learns from it. */
  double ratio(long route, long tookMicros, boolean loaded) {
    int cell = (int) Mix.of(21, route) & (ROUTES - 1);
    int took = (int) Math.min(Math.max(tookMicros, 1), 60_000_000);
    int usual = micros.get(cell);
    if (usual == 0) {
      micros.compareAndSet(cell, 0, took);
      return 1;
    }
    if (!loaded && took != usual) {
      int step = Math.max(1, usual / 50);
      micros.set(cell, took < usual ? Math.max(1, usual - step) : usual + step);
    }
    return Math.min((double) took / usual, MOST);
  }

  /** The usual time of a route's answers, in us; 0 where none was seen. */
  int usualMicros(long route) {
    return micros.get((int) Mix.of(21, route) & (ROUTES - 1));
  }
}
