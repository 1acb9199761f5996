package io.mastiff.edge.client;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Marks of the cookies whose signature was found right, so that only a visitor's first return costs
 * a signature.
 *
 * <p>Eight bytes a cookie, in sets of eight slots. Begins with {@value #FEWEST} slots (32 kB) and
 * doubles when an eighth as many were pushed out, up to {@value #MOST} (16 MB), which know two
 * million visitors; then the newest of a set pushes out another, whose signature is computed again.
 */
final class VerifiedCookies {
  static final int FEWEST = 1 << 12;
  static final int MOST = 1 << 21;
  private static final int WAYS = 8;

  private volatile Marks marks = new Marks(new AtomicLongArray(FEWEST));

  /** One size of the table. */
  private static final class Marks {
    private final AtomicLongArray slots;
    private final int shift;
    private final java.util.concurrent.atomic.LongAdder pushedOut =
        new java.util.concurrent.atomic.LongAdder();

    Marks(AtomicLongArray slots) {
      this.slots = slots;
      this.shift = Long.numberOfLeadingZeros(slots.length() / WAYS) + 1;
    }

    int first(long mark) {
      return (int) (mark >>> shift) * WAYS;
    }

    boolean has(long mark) {
      int first = first(mark);
      boolean found = false;
      for (int i = 0; i < WAYS; i++) {
        found |= slots.getOpaque(first + i) == mark;
      }
      return found;
    }

    boolean isFull() {
      return slots.length() < MOST && pushedOut.sum() > slots.length() / 8;
    }

    void add(long mark) {
      int first = first(mark);
      for (int i = 0; i < WAYS; i++) {
        if (slots.getOpaque(first + i) == 0) {
          slots.setOpaque(first + i, mark);
          return;
        }
      }
      slots.setOpaque(first + (int) (mark >>> 1 & (WAYS - 1)), mark);
      pushedOut.increment();
    }

    Marks twice() {
      Marks larger = new Marks(new AtomicLongArray(slots.length() * 2));
      for (int i = 0; i < slots.length(); i++) {
        long mark = slots.getOpaque(i);
        if (mark != 0) {
          larger.add(mark);
        }
      }
      return larger;
    }
  }

  /** Reads from where a mark is, so that its memory is near in time: both lines of its set. */
  long touch(long mark) {
    Marks now = marks;
    int first = now.first(mark);
    return now.slots.getOpaque(first) + now.slots.getOpaque(first + WAYS - 1);
  }

  /** Whether the cookie with this mark was found right before. */
  boolean has(long mark) {
    return marks.has(mark);
  }

  /** Notes that the signature of the cookie with this mark, which is not 0, is right. */
  void add(long mark) {
    Marks now = marks;
    now.add(mark);
    if (now.isFull()) {
      grow(now);
    }
  }

  private synchronized void grow(Marks from) {
    if (marks == from) {
      marks = from.twice();
    }
  }

  /** How many slots there are. */
  int slots() {
    return marks.slots.length();
  }
}
