package io.mastiff.edge.client;

import io.mastiff.edge.table.Mix;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What visitors with a cookie have earned: pages seen, and what the store told of them. For very
 * many visitors, in fixed memory: 8 B a slot; of two visitors that meet in a slot the one without
 * standing, else the one who was away longer, is forgotten.
 *
 * <pre>
 * slot: tag of the id (32) | minute last seen (20) | pages, up to 15 (4) | what the store told (8)
 * </pre>
 */
public final class Standings {
  /** The store says: signed in. */
  public static final int SIGNED_IN = 1;

  /** The store says: has bought before. */
  public static final int CUSTOMER = 2;

  /** The store says: has something in the cart. */
  public static final int CART = 4;

  private static final long MINUTE_MS = 60_000;
  private static final int MOST_PAGES = 15;
  private static final int PROBES = 4;

  private final AtomicLongArray slots;
  private final int mask;

  /**
   * @param slots a power of two; 8 B each
   */
  public Standings(int slots) {
    this.slots = new AtomicLongArray(slots);
    this.mask = slots - 1;
  }

  /**
   * What a visitor has earned.
   *
   * @param pages seen at this door, at most 15
   * @param told bits of what the store said
   */
  public record Standing(int pages, int told) {
    public static final Standing NONE = new Standing(0, 0);

    private static final Standing[] ALL = new Standing[16 * 8];

    static {
      for (int i = 0; i < ALL.length; i++) {
        ALL[i] = new Standing(i >> 3, i & 7);
      }
    }

    static Standing of(int pages, int told) {
      return at((byte) (pages << 3 | (told & 7)));
    }

    /** The one with this {@link #number}. */
    public static Standing at(byte number) {
      return ALL[number];
    }

    /** From 0 to 127. */
    public byte number() {
      return (byte) (pages << 3 | told);
    }

    public boolean signedIn() {
      return (told & SIGNED_IN) != 0;
    }

    /** Whether the store vouches for the visitor in some way. */
    public boolean isVouchedFor() {
      return told != 0;
    }
  }

  /** Reads from where a visitor's slot is, so that its memory is near when it is asked for. */
  public long touch(long idBits) {
    int first = (int) Mix.of(3, idBits) & mask & -PROBES;
    return slots.get(first) + slots.get(first + PROBES - 1);
  }

  /** Notes a request of a visitor; what the visitor had earned before it. */
  public Standing seen(long idBits, boolean page, long nowMs) {
    return update(idBits, page ? 1 : 0, 0, nowMs);
  }

  /** Notes what the store said of a visitor. */
  public void told(long idBits, int what, long nowMs) {
    update(idBits, 0, what, nowMs);
  }

  private Standing update(long idBits, int pages, int told, long nowMs) {
    long hash = Mix.of(3, idBits);
    long tag = hash >>> 32;
    long minute = nowMs / MINUTE_MS & 0xfffff;
    while (true) {
      int slot = slot(hash, tag, minute);
      long old = slots.get(slot);
      boolean same = old >>> 32 == tag && old != 0;
      int before = same ? (int) (old >>> 8) & MOST_PAGES : 0;
      int flags = same ? (int) old & 0xff : 0;
      long now = Math.min(before + pages, MOST_PAGES);
      long next = tag << 32 | minute << 12 | now << 8 | flags | told;
      if (old == next || slots.compareAndSet(slot, old, next)) {
        return Standing.of(before, flags);
      }
    }
  }

  /** The visitor's slot, else the least worth keeping of its four. */
  private int slot(long hash, long tag, long minute) {
    int first = (int) hash & mask & -PROBES;
    int worst = first;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < PROBES; i++) {
      long there = slots.get(first + i);
      if (there >>> 32 == tag && there != 0) {
        return first + i;
      }
      long age = minute - (there >>> 12) & 0xfffff;
      long worth = there == 0 ? -1 : ((there & 0xff) != 0 ? 1L << 20 : 0) + (0xfffff - age);
      if (worth < least) {
        least = worth;
        worst = first + i;
      }
    }
    return worst;
  }
}
