package io.mastiff.edge.blocklist;

import java.util.Arrays;

/** Prefixes in the order of a {@link PrefixRun}, while one is being made. */
final class PrefixRows {
  private long[] highs;
  private long[] lows;
  private long[] bits;
  private int size;

  PrefixRows(int capacity) {
    highs = new long[capacity];
    lows = new long[capacity];
    bits = new long[capacity];
  }

  int size() {
    return size;
  }

  long high(int row) {
    return highs[row];
  }

  long low(int row) {
    return lows[row];
  }

  long bits(int row) {
    return bits[row];
  }

  /** Appends a row; the caller keeps the order. */
  void add(long high, long low, long entry) {
    if (size == bits.length) {
      int more = Math.max(16, size + (size >> 1));
      highs = Arrays.copyOf(highs, more);
      lows = Arrays.copyOf(lows, more);
      bits = Arrays.copyOf(bits, more);
    }
    highs[size] = high;
    lows[size] = low;
    bits[size] = entry;
    size++;
  }

  /** The rows of both, in order. */
  static PrefixRows merged(PrefixRows a, PrefixRows b) {
    PrefixRows all = new PrefixRows(a.size + b.size);
    int i = 0;
    int j = 0;
    while (i < a.size || j < b.size) {
      boolean first = j == b.size || (i < a.size && compare(a, i, b, j) <= 0);
      PrefixRows from = first ? a : b;
      int row = first ? i++ : j++;
      all.add(from.highs[row], from.lows[row], from.bits[row]);
    }
    return all;
  }

  private static int compare(PrefixRows a, int i, PrefixRows b, int j) {
    int order = Long.compareUnsigned(a.highs[i], b.highs[j]);
    if (order == 0) {
      order = Long.compareUnsigned(a.lows[i], b.lows[j]);
    }
    return order != 0
        ? order
        : Integer.compare(EntryBits.length(a.bits[i]), EntryBits.length(b.bits[j]));
  }
}
