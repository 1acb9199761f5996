package io.mastiff.edge.table;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * About how many different values came with a key lately, for very many keys, in fixed memory.
 *
 * <pre>
 * Linear counting (Whang, Vander-Zanden, Taylor 1990) in 32 bits a key: good to about 100 values.
 * A slot is 8 B: tag of the key (16) | window number (16) | bit map (32). At a new window half of
 * the bits are cleared; after two windows without the key all are.
 * Two keys that meet in a slot: the later one takes it over and starts at one.
 * </pre>
 */
public final class DistinctTable {
  private static final int BITS = 32;

  /** Number of values by bits that are set: n ln(n / empty). */
  private static final int[] COUNTS = new int[BITS + 1];

  static {
    for (int set = 0; set < BITS; set++) {
      COUNTS[set] = (int) Math.round(BITS * Math.log((double) BITS / (BITS - set)));
    }
    COUNTS[BITS] = 4 * BITS;
  }

  private final AtomicLongArray slots;
  private final int mask;
  private final long windowMs;

  /**
   * @param slots a power of two; 8 B each
   * @param windowMs how long values are remembered, about that
   */
  public DistinctTable(int slots, long windowMs) {
    if (Integer.bitCount(slots) != 1) {
      throw new IllegalArgumentException("slots are a power of two, not " + slots);
    }
    this.slots = new AtomicLongArray(slots);
    this.mask = slots - 1;
    this.windowMs = windowMs;
  }

  /** Notes a value under a key; about how many different ones came lately, this one included. */
  public int note(long key, long value, long nowMs) {
    int slot = (int) (key >>> 20) & mask;
    long tag = key & 0xffff;
    long window = nowMs / windowMs & 0xffff;
    int bit = 1 << (Mix.of(1, value) & (BITS - 1));
    while (true) {
      long old = slots.get(slot);
      boolean same = old >>> 48 == tag;
      long age = same ? (window - (old >>> 32)) & 0xffff : 2;
      int map = age == 0 ? (int) old : age == 1 ? (int) old & halfOf(old) : 0;
      long next = tag << 48 | window << 32 | ((map | bit) & 0xffffffffL);
      if (next == old || slots.compareAndSet(slot, old, next)) {
        return count(map | bit);
      }
    }
  }

  /** Reads from where a key's slot is, so that its memory is near when it is asked for. */
  public long touch(long key) {
    return slots.get((int) (key >>> 20) & mask);
  }

  /** About how many different values came lately under a key; changes nothing. */
  public int count(long key, long nowMs) {
    long old = slots.get((int) (key >>> 20) & mask);
    long age = (nowMs / windowMs - (old >>> 32)) & 0xffff;
    return old >>> 48 == (key & 0xffff) && age <= 1 ? count((int) old) : 0;
  }

  /** At a new window half of the values stay, so that who stays away is forgotten in a few. */
  private static int halfOf(long old) {
    return (old >>> 32 & 1) == 0 ? 0x55555555 : 0xaaaaaaaa;
  }

  private static int count(int map) {
    return COUNTS[Integer.bitCount(map)];
  }
}
