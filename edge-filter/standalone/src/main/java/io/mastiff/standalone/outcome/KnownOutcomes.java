package io.mastiff.standalone.outcome;

import io.mastiff.standalone.UserError;

/**
 * Ids of outcomes that are told already: open addressing, 8 B a slot, at most three of four slots
 * used.
 */
final class KnownOutcomes {
  /** What fits: 256 MB, and half of it beside while it grows. */
  static final int MOST = 20_000_000;

  private static final int SMALLEST = 1 << 12;

  private final int most;
  private long[] slots = new long[SMALLEST];
  private int size;

  KnownOutcomes() {
    this(MOST);
  }

  KnownOutcomes(int most) {
    this.most = most;
  }

  /** Adds an id, which is not 0; false when it was known. */
  boolean add(long id) {
    if (!put(slots, id)) {
      return false;
    }
    if (++size > most) {
      throw new UserError(
          "more than " + most + " outcomes in topic and file together; import less at a time");
    }
    if (size > slots.length / 4 * 3) {
      grow();
    }
    return true;
  }

  int size() {
    return size;
  }

  private void grow() {
    long[] next = new long[slots.length * 2];
    for (long id : slots) {
      if (id != 0) {
        put(next, id);
      }
    }
    slots = next;
  }

  private static boolean put(long[] into, long id) {
    int mask = into.length - 1;
    int slot = (int) (id ^ (id >>> 32)) & mask;
    while (into[slot] != 0) {
      if (into[slot] == id) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    into[slot] = id;
    return true;
  }
}
