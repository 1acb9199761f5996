package io.mastiff.edge.limit;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The limits of very many clients in fixed memory, eight bytes each.
 *
 * <pre>
 * Generic cell rate algorithm (ITU-T I.371): a slot holds the theoretical arrival time of the
 * client's next request. A request that costs c moves it on by c intervals and conforms while it
 * stays within the burst ahead of now. It is a token bucket that refills greedily.
 *
 * slot: tag of the key (22) | theoretical arrival time, us since the table began (42); all ones
 *       stands for a client whose limit is kept elsewhere.
 * Eight slots, one cache line, are a set; a new key takes the slot whose time is longest past. One
 * whose time is past has its whole burst anyway, so nothing is forgotten of it. Only when all eight
 * are in debt does the least indebted start anew; those are counted. Two keys share a slot by chance
 * once in half a million.
 * </pre>
 */
final class SlotTable {
  static final long PROMOTED = (1L << 42) - 1;
  private static final int TIME_BITS = 42;
  private static final int WAYS = 8;

  /** The table is emptied before its clock runs over, after 40 days. */
  private static final long LONGEST_US = 40L * 24 * 3600 * 1_000_000;

  private final AtomicLongArray slots;
  private final int sets;
  private volatile long beganUs;
  private final java.util.concurrent.atomic.LongAdder forgotten =
      new java.util.concurrent.atomic.LongAdder();

  /** No debt is longer: what looks so was written before the table was emptied. */
  private static final long LONGEST_DEBT_US = 24L * 3600 * 1_000_000;

  /** What came of a request. */
  enum Outcome {
    CONFORMS,
    /** Conforms, but the client has used the given share of its burst. */
    NEAR,
    EXCEEDS,
    /** The client's limit is kept elsewhere. */
    ELSEWHERE
  }

  /**
   * @param size number of slots, a power of two of at least eight
   */
  SlotTable(int size, long nowUs) {
    slots = new AtomicLongArray(size);
    sets = size / WAYS;
    beganUs = nowUs;
  }

  /** Debts that were forgotten because a set was full of them. */
  long forgotten() {
    return forgotten.sum();
  }

  /**
   * Takes the cost of a request.
   *
   * @param costUs cost times the interval between units
   * @param burstUs capacity times that interval
   * @param nearUs from which debt on the client counts as near its limit
   */
  Outcome take(long key, long costUs, long burstUs, long nearUs, long clockUs) {
    long nowUs = now(clockUs);
    long tag = key >>> TIME_BITS;
    while (true) {
      int slot = slot(key, tag);
      long old = slots.get(slot);
      boolean same = old != 0 && old >>> TIME_BITS == tag;
      long arrival = same ? old & PROMOTED : 0;
      if (arrival != PROMOTED && arrival - nowUs > LONGEST_DEBT_US) {
        arrival = 0;
      }
      if (arrival == PROMOTED) {
        return Outcome.ELSEWHERE;
      }
      if (!same && old != 0 && (old & PROMOTED) > nowUs) {
        forgotten.increment();
      }
      long next = Math.max(arrival, nowUs) + costUs;
      long debt = next - nowUs;
      if (debt > burstUs) {
        return Outcome.EXCEEDS;
      }
      if (slots.compareAndSet(slot, old, tag << TIME_BITS | next)) {
        return debt >= nearUs ? Outcome.NEAR : Outcome.CONFORMS;
      }
    }
  }

  /** Debt of a client, in us; 0 where there is none or its limit is kept elsewhere. */
  long debtUs(long key, long clockUs) {
    long old = slots.get(slot(key, key >>> TIME_BITS));
    boolean same = old != 0 && old >>> TIME_BITS == key >>> TIME_BITS;
    long arrival = old & PROMOTED;
    return same && arrival != PROMOTED ? Math.max(0, arrival - now(clockUs)) : 0;
  }

  /** Notes that a client's limit is kept elsewhere from now on. */
  void promote(long key) {
    set(key, PROMOTED);
  }

  /** Takes a client back, with some debt. */
  void demote(long key, long debtUs, long clockUs) {
    set(key, now(clockUs) + debtUs);
  }

  private void set(long key, long time) {
    long tag = key >>> TIME_BITS;
    slots.set(slot(key, tag), tag << TIME_BITS | time);
  }

  private long now(long clockUs) {
    long now = clockUs - beganUs + 1;
    if (now < LONGEST_US) {
      return now;
    }
    synchronized (this) {
      if (clockUs - beganUs + 1 >= LONGEST_US) {
        beganUs = clockUs;
        for (int i = 0; i < slots.length(); i++) {
          slots.set(i, 0);
        }
      }
    }
    return clockUs - beganUs + 1;
  }

  private int first(long key) {
    return (int) ((key & 0xffffffffL) * sets >>> 32) * WAYS;
  }

  /**
   * Reads from where a key's slot is, so that its memory is near when it is asked for: both lines
   * that a set may touch.
   */
  long touch(long key) {
    int first = first(key);
    return slots.get(first) + slots.get(first + WAYS - 1);
  }

  /** The client's slot, else the one of its set whose time is longest past. */
  private int slot(long key, long tag) {
    int first = first(key);
    int idlest = first;
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < WAYS; i++) {
      long there = slots.get(first + i);
      if (there != 0 && there >>> TIME_BITS == tag) {
        return first + i;
      }
      long time = there & PROMOTED;
      if (time < earliest) {
        earliest = time;
        idlest = first + i;
      }
    }
    return idlest;
  }
}
