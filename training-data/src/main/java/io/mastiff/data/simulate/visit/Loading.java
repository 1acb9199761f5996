package io.mastiff.data.simulate.visit;

/**
 * How a client loads what belongs to a page.
 *
 * @param assets share of a page's assets that it loads, 0 for none
 * @param images whether it loads images
 * @param tracking whether it loads scripts that measure visitors
 * @param revalidates share of cached assets that it asks for again, with a validator
 * @param remembers whether it has a cache at all
 */
public record Loading(
    double assets, boolean images, boolean tracking, double revalidates, boolean remembers) {
  /** Pages alone. */
  public static final Loading NOTHING = new Loading(0, false, false, 0, false);
}
