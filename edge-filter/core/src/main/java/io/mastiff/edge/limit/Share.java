package io.mastiff.edge.limit;

/**
 * One door's share of a limit that several doors have together.
 *
 * <pre>
 * A bucket of capacity b and rate r, both divided by n, in which a request takes c, is the bucket of
 * b and r in which it takes n c: what is left is the same part of the whole. So buckets stay as they
 * are, and n may change at any time without one of them becoming full or empty.
 * </pre>
 */
final class Share {
  private Share() {}

  /**
   * What a request takes from the undivided bucket.
   *
   * @param cost in tenths of a page, at least 1
   * @param perSecond the whole rate in pages; a share is at least one of them
   * @param capacity the whole burst in tenths of a page; a share is at least the request's cost
   * @param doors at least 1
   */
  static long price(int cost, int perSecond, long capacity, int doors) {
    long divided = (long) cost * Math.min(doors, perSecond);
    return Math.max(cost, Math.min(divided, capacity));
  }
}
