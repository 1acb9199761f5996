package io.mastiff.edge;

/**
 * A visitor of one window of {@link FrontSight}, in one number.
 *
 * <pre>
 * tag of the id (32) | core order (24) | requests, up to 15 (4) | moved (1) | window (3)
 * </pre>
 */
final class SeenVisitor {
  static final int LAST_WINDOW = 7;
  private static final long ORDER = 0xffffffL;
  private static final long MOVED = 8;
  private static final long ONE_REQUEST = 16;

  private SeenVisitor() {}

  static long first(long id, int window, int order) {
    return id << 32 | (order & ORDER) << 8 | ONE_REQUEST | window;
  }

  static long next(long before, boolean moved) {
    return before + ONE_REQUEST | (moved ? MOVED : 0);
  }

  static boolean is(long seen, long id, int window) {
    return seen >>> 32 == (id & 0xffff_ffffL) && (seen & LAST_WINDOW) == window;
  }

  static int order(long seen) {
    return (int) (seen >>> 8 & ORDER);
  }

  static int requests(long seen) {
    return (int) (seen >>> 4) & 15;
  }

  static boolean hasMoved(long seen) {
    return (seen & MOVED) != 0;
  }
}
