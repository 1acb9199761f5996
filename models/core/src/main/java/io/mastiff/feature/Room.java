package io.mastiff.feature;

import java.util.Arrays;

/** Arrays that begin empty and grow with a session, which most often is short. */
final class Room {
  static final long[] NONE = {};
  private static final int FIRST = 2;

  private Room() {}

  /** The array with a place for one more, as long as it holds fewer than {@code most}. */
  static long[] forOneMore(long[] of, int used, int most) {
    return used < of.length || of.length == most ? of : Arrays.copyOf(of, grown(used, most));
  }

  /** The same for other numbers. */
  static double[] forOneMore(double[] of, int used, int most) {
    return used < of.length || of.length == most ? of : Arrays.copyOf(of, grown(used, most));
  }

  /** The same for other numbers. */
  static int[] forOneMore(int[] of, int used, int most) {
    return used < of.length || of.length == most ? of : Arrays.copyOf(of, grown(used, most));
  }

  private static int grown(int used, int most) {
    return Math.min(most, Math.max(FIRST, 2 * used));
  }
}
