package io.mastiff.edge.blocklist;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * {@link EntryBits} under 64-bit keys that are random already: ids of sessions, hashes of shapes
 * and cohorts. Open addressing, linear probing, one writer, any number of readers; at most 38 B an
 * entry. Two things that share a key by chance share an entry: one chance in 2^44 with a million
 * entries.
 */
final class HashTable {
  private static final int SMALLEST = 64;
  private static final double FULL = 0.6;
  private static final double ROOMY = 0.42;
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

  private volatile Cells cells = new Cells(new long[SMALLEST], new long[SMALLEST]);
  private int used;
  private int live;

  private record Cells(long[] keys, long[] bits) {
    /** The cell of this key, or the free one where it would stand, as -1 - cell. */
    int cell(long key) {
      int cell = (int) Math.multiplyHigh(key >>> 1, (long) keys.length << 1);
      while (true) {
        long there = (long) LONGS.getAcquire(keys, cell);
        if (there == key) {
          return cell;
        }
        if (there == 0) {
          return -1 - cell;
        }
        cell = cell + 1 == keys.length ? 0 : cell + 1;
      }
    }
  }

  int live() {
    return live;
  }

  long bytes() {
    return cells.keys.length * 16L;
  }

  /** Reads from where a key is, so that its memory is near when it is asked for. */
  long touch(long key) {
    long[] keys = cells.keys;
    return (long)
        LONGS.getOpaque(keys, (int) Math.multiplyHigh(key >>> 1, (long) keys.length << 1));
  }

  /** The bits under this key, or {@link EntryBits#NONE}; expired ones count as none. */
  long find(long key, long nowSeconds) {
    Cells now = cells;
    int cell = now.cell(nonZero(key));
    if (cell < 0) {
      return EntryBits.NONE;
    }
    long found = (long) LONGS.getOpaque(now.bits, cell);
    return EntryBits.holds(found, nowSeconds) ? found : EntryBits.NONE;
  }

  void put(long key, long bits) {
    if (used + 1 > cells.keys.length * FULL) {
      resize();
    }
    Cells now = cells;
    int cell = now.cell(nonZero(key));
    if (cell < 0) {
      cell = -1 - cell;
      LONGS.setOpaque(now.bits, cell, bits);
      LONGS.setRelease(now.keys, cell, nonZero(key));
      used++;
      live++;
    } else {
      live += now.bits[cell] == EntryBits.NONE ? 1 : 0;
      LONGS.setOpaque(now.bits, cell, bits);
    }
  }

  /** Takes a key back; its bits, or {@link EntryBits#NONE} where it was not there. */
  long remove(long key) {
    Cells now = cells;
    int cell = now.cell(nonZero(key));
    if (cell < 0 || now.bits[cell] == EntryBits.NONE) {
      return EntryBits.NONE;
    }
    long removed = now.bits[cell];
    LONGS.setOpaque(now.bits, cell, EntryBits.NONE);
    live--;
    return removed;
  }

  /** Takes back what {@code gone} says and shows what stays. */
  void sweep(LongPredicate gone, LongConsumer stays) {
    Cells now = cells;
    for (int cell = 0; cell < now.bits.length; cell++) {
      long bits = now.bits[cell];
      if (bits != EntryBits.NONE && gone.test(bits)) {
        LONGS.setOpaque(now.bits, cell, EntryBits.NONE);
        live--;
      } else if (bits != EntryBits.NONE) {
        stays.accept(bits);
      }
    }
    if (used > SMALLEST && used > 2 * live) {
      resize();
    }
  }

  /** Key and bits of every entry. */
  List<long[]> cells() {
    Cells now = cells;
    List<long[]> live = new ArrayList<>();
    for (int cell = 0; cell < now.keys.length; cell++) {
      if (now.keys[cell] != 0 && now.bits[cell] != EntryBits.NONE) {
        live.add(new long[] {now.keys[cell], now.bits[cell]});
      }
    }
    return live;
  }

  void clear() {
    cells = new Cells(new long[SMALLEST], new long[SMALLEST]);
    used = 0;
    live = 0;
  }

  private void resize() {
    Cells old = cells;
    int size = Math.max(SMALLEST, (int) ((live + 1) / ROOMY));
    Cells next = new Cells(new long[size], new long[size]);
    for (int i = 0; i < old.keys.length; i++) {
      if (old.bits[i] != EntryBits.NONE) {
        int cell = -1 - next.cell(old.keys[i]);
        next.keys[cell] = old.keys[i];
        next.bits[cell] = old.bits[i];
      }
    }
    used = live;
    cells = next;
  }

  private static long nonZero(long key) {
    return key == 0 ? 1 : key;
  }
}
