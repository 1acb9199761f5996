package io.mastiff.edge.capacity;

import io.mastiff.edge.table.Mix;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long each route's answers usually take, so that a change of what is asked for is not taken
 * for a slower store.
 *
 * <p>A low quantile, the fifth, by stochastic approximation (Robbins and Monro 1951) on the
 * logarithm: a faster answer moves it down by four steps, a slower one up by one, in steps of 2%.
 * Slower answers count only while the store is not loaded, so that an overload does not become
 * usual. {@value #ROUTES} cells of 4 B; routes that meet in one share it.
 */
final class RouteBaselines {
  private static final int ROUTES = 1024;
  private static final int WEIGHTY = 8;

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
    int step = Math.max(1, usual / 50);
    if (took < usual) {
      micros.set(cell, Math.max(1, usual - 4 * step));
    } else if (took > usual && !loaded) {
      micros.set(cell, usual + step);
    }
    return Math.min((double) took / usual, WEIGHTY);
  }

  /** The usual time of a route's answers, in us; 0 where none was seen. */
  int usualMicros(long route) {
    return micros.get((int) Mix.of(21, route) & (ROUTES - 1));
  }
}
