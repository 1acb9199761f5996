package io.mastiff.training.judge;

import java.util.Arrays;
import java.util.Comparator;

/** Sessions by falling score, sorted once, walked often. */
final class Ranking {
  private final int[] order;
  private final boolean[] endsTie;

  /**
   * @param score one value a session, higher is more like a bot; only the first {@code size} count
   */
  Ranking(double[] score, int size) {
    Integer[] boxed = new Integer[size];
    Arrays.setAll(boxed, i -> i);
    Arrays.sort(boxed, Comparator.comparingDouble(i -> -score[i]));
    order = new int[size];
    endsTie = new boolean[size];
    for (int i = 0; i < size; i++) {
      order[i] = boxed[i];
      endsTie[i] = i + 1 == size || score[boxed[i]] != score[boxed[i + 1]];
    }
  }

  int size() {
    return order.length;
  }

  /** The session at a place, 0 for the highest score. */
  int session(int place) {
    return order[place];
  }

  /** Whether the next place has a lower score, or there is none. */
  boolean endsTie(int place) {
    return endsTie[place];
  }
}
