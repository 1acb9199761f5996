package io.mastiff.edge.network;

import io.mastiff.event.IpAddress;
import java.util.Arrays;

/**
 * A number for each address, from networks in the order of their addresses: starts and values in
 * flat arrays, 8 B a range (IPv4) or 12 B (IPv6, the first 64 bits), neighbours of one value
 * merged. A table over the leading 16 bits narrows an IPv4 search.
 */
final class RangeTable {
  private static final int INDEX_BITS = 16;

  private final int[] v4Starts;
  private final int[] v4Values;
  private final int[] v4Index = new int[(1 << INDEX_BITS) + 1];
  private final long[] v6Starts;
  private final int[] v6Values;

  private RangeTable(Builder from) {
    v4Starts = Arrays.copyOf(from.v4Starts, from.v4Size);
    v4Values = Arrays.copyOf(from.v4Values, from.v4Size);
    v6Starts = Arrays.copyOf(from.v6Starts, from.v6Size);
    v6Values = Arrays.copyOf(from.v6Values, from.v6Size);
    int row = 0;
    for (int bucket = 0; bucket < v4Index.length; bucket++) {
      while (row < v4Starts.length && v4Starts[row] >>> (32 - INDEX_BITS) < bucket) {
        row++;
      }
      v4Index[bucket] = row;
    }
  }

  int size() {
    return v4Starts.length + v6Starts.length;
  }

  /** The value of the range that the address lies in; 0 where none is known. */
  int find(IpAddress address) {
    return address.isV4() ? findV4((int) address.low()) : findV6(address.high());
  }

  private int findV4(int address) {
    int bucket = address >>> (32 - INDEX_BITS);
    int from = v4Index[bucket];
    int to = v4Index[bucket + 1];
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (Integer.compareUnsigned(v4Starts[middle], address) <= 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from == 0 ? 0 : v4Values[from - 1];
  }

  private int findV6(long high) {
    int from = 0;
    int to = v6Starts.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (Long.compareUnsigned(v6Starts[middle], high) <= 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from == 0 ? 0 : v6Values[from - 1];
  }

  /** Collects ranges in the order of their addresses. */
  static final class Builder {
    private int[] v4Starts = new int[1024];
    private int[] v4Values = new int[1024];
    private int v4Size;
    private long[] v6Starts = new long[1024];
    private int[] v6Values = new int[1024];
    private int v6Size;

    /** Adds a network of at most 32 bits; what lies between networks is unknown. */
    void addV4(int start, int bits, int value) {
      startV4(start, value);
      long end = (start & 0xffffffffL) + (1L << (32 - bits));
      if (end <= 0xffffffffL) {
        startV4((int) end, 0);
      }
    }

    private void startV4(int start, int value) {
      if (v4Size > 0 && v4Starts[v4Size - 1] == start) {
        v4Size--;
      }
      if (v4Size > 0 && v4Values[v4Size - 1] == value) {
        return;
      }
      if (v4Size == v4Starts.length) {
        v4Starts = Arrays.copyOf(v4Starts, v4Size * 2);
        v4Values = Arrays.copyOf(v4Values, v4Size * 2);
      }
      v4Starts[v4Size] = start;
      v4Values[v4Size++] = value;
    }

    /** Adds a network by its first 64 bits; a longer one counts as the /64 that it lies in. */
    void addV6(long high, int bits, int value) {
      startV6(high, value);
      long size = bits == 0 ? 0 : 1L << (64 - Math.min(bits, 64));
      if (size != 0 && high + size != 0) {
        startV6(high + size, 0);
      }
    }

    private void startV6(long high, int value) {
      if (v6Size > 0 && v6Starts[v6Size - 1] == high) {
        v6Size--;
      }
      if (v6Size > 0 && v6Values[v6Size - 1] == value) {
        return;
      }
      if (v6Size == v6Starts.length) {
        v6Starts = Arrays.copyOf(v6Starts, v6Size * 2);
        v6Values = Arrays.copyOf(v6Values, v6Size * 2);
      }
      v6Starts[v6Size] = high;
      v6Values[v6Size++] = value;
    }

    RangeTable build() {
      return new RangeTable(this);
    }
  }
}
