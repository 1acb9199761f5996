package io.mastiff.stream;

import com.dynatrace.hash4j.hashing.Hashing;
import io.mastiff.feature.state.ClientState;

/**
 * Where a session stands in the counts of a pair of models, in one number of the session's state:
 * 32 bits of the pair's hash, 16 of orders, and who would have acted.
 *
 * @param counted whether the session is in the counts at all
 * @param champion whether the champion acted on it, at any of its pages
 * @param challenger whether the challenger would have
 * @param slice number of the slice of its client's kind
 * @param orders confirmed in it; 65,535 stands for more too
 */
record ShadowMark(boolean counted, boolean champion, boolean challenger, int slice, int orders) {
  static final ShadowMark NONE = new ShadowMark(false, false, false, 0, 0);
  private static final int MOST_ORDERS = 0xffff;

  /** The mark of a session for a pair; none where it holds that of another pair. */
  static ShadowMark of(ClientState.Builder state, String pair) {
    long bits = state.getShadow();
    if (bits >>> 32 != hash(pair)) {
      return NONE;
    }
    return new ShadowMark(
        (bits & 1) != 0,
        (bits & 2) != 0,
        (bits & 4) != 0,
        (int) (bits >>> 3 & 1),
        (int) (bits >>> 16 & MOST_ORDERS));
  }

  /** The number for the session's state. */
  long bits(String pair) {
    return hash(pair) << 32
        | (long) Math.min(orders, MOST_ORDERS) << 16
        | (long) slice << 3
        | (challenger ? 4 : 0)
        | (champion ? 2 : 0)
        | (counted ? 1 : 0);
  }

  /** Never 0, which stands for no pair. */
  private static long hash(String pair) {
    return Hashing.komihash5_0().hashCharsToLong(pair) >>> 32 | 1;
  }
}
