package io.mastiff.edge.blocklist;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A sorted, fixed set of prefixes of one family, each with its {@link EntryBits}; the bits may
 * change in place, the prefixes may not.
 *
 * <p>Sorted by start, then by length, so that of all prefixes that contain an address the innermost
 * is the last one that starts at or before it, or encloses that one: prefixes never overlap in
 * part. Each row has a link: its length and the row that encloses it, which for IPv4 lies beside
 * the start. Starts, links and a table over the leading bits of the starts are all that a search
 * reads until a prefix holds the address. About 17 B an IPv4 prefix and 29 B an IPv6 prefix.
 */
abstract class PrefixRun {
  private static final int LEAST_INDEXED = 32;
  private static final int ROWS_A_BUCKET_BITS = 3;
  private static final int ROW_BITS = 22;
  private static final int ROW_MASK = (1 << ROW_BITS) - 1;
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

  private final int size;
  private final int[] index;
  private long indexFrom;
  private int indexShift;

  private PrefixRun(int size) {
    this.size = size;
    index = size < LEAST_INDEXED ? new int[0] : new int[(1 << indexBits(size)) + 2];
  }

  private static int indexBits(int size) {
    return 32 - Integer.numberOfLeadingZeros(size) - ROWS_A_BUCKET_BITS;
  }

  /** A run of these rows, which are in order and hold an entry each. */
  static PrefixRun of(Family family, PrefixRows rows) {
    PrefixRun run = family == Family.V4 ? new OfV4(rows.size()) : new OfV6(rows.size());
    run.fill(rows);
    return run;
  }

  /** Address family of a run. */
  enum Family {
    V4(32),
    V6(128);

    final int width;

    Family(int width) {
      this.width = width;
    }
  }

  private void fill(PrefixRows rows) {
    int[] open = new int[Family.V6.width + 2];
    int depth = 0;
    for (int i = 0; i < rows.size(); i++) {
      set(i, rows.high(i), rows.low(i));
      setBits(i, rows.bits(i));
      while (depth > 0
          && !encloses(
              open[depth - 1],
              EntryBits.length(bits(open[depth - 1])),
              rows.high(i),
              rows.low(i))) {
        depth--;
      }
      int enclosing = depth == 0 ? 0 : open[depth - 1] + 1;
      setLink(i, EntryBits.length(bits(i)) << ROW_BITS | enclosing);
      open[depth++] = i;
    }
    if (index.length > 0) {
      fillIndex();
    }
  }

  private void fillIndex() {
    indexFrom = lead(0);
    long span = lead(size() - 1) - indexFrom;
    indexShift = Math.max(0, 64 - Long.numberOfLeadingZeros(span) - indexBits(size()));
    int row = 0;
    for (int bucket = 0; bucket < index.length; bucket++) {
      while (row < size() && ((lead(row) - indexFrom) >>> indexShift) < bucket) {
        row++;
      }
      index[bucket] = row;
    }
  }

  final int size() {
    return size;
  }

  abstract long bits(int row);

  abstract void setBits(int row, long value);

  /** Leading 64 bits of a row's start. */
  abstract long lead(int row);

  abstract long trail(int row);

  abstract void set(int row, long high, long low);

  /** Length of the row's prefix, above the number of the row that encloses it plus one, or 0. */
  abstract int link(int row);

  abstract void setLink(int row, int link);

  /** The last row in {@code from..to-1} that starts at or before the address, else from-1. */
  abstract int lastAtOrBefore(int from, int to, long high, long low);

  /** Whether the row's prefix, {@code length} bits of its start, contains the address. */
  abstract boolean encloses(int row, int length, long high, long low);

  /** The entry that decides about an address here, or {@link EntryBits#NONE}. */
  final long find(long high, long low, long nowSeconds) {
    long best = EntryBits.NONE;
    int row = floor(high, low);
    while (row >= 0) {
      int link = link(row);
      if (encloses(row, link >>> ROW_BITS, high, low)) {
        long found = bits(row);
        if (found != EntryBits.NONE && EntryBits.holds(found, nowSeconds)) {
          best = EntryBits.better(best, found);
        }
      }
      row = (link & ROW_MASK) - 1;
    }
    return best;
  }

  /** Reads from where a search for this address begins, so that its memory is near. */
  final long touch(long high) {
    if (index.length == 0 || Long.compareUnsigned(high, indexFrom) < 0) {
      return 0;
    }
    long bucket = (high - indexFrom) >>> indexShift;
    if (Long.compareUnsigned(bucket, index.length - 1) >= 0) {
      return 0;
    }
    int row = index[(int) bucket];
    return row < size ? lead(row) : 0;
  }

  private int floor(long high, long low) {
    if (index.length == 0) {
      return lastAtOrBefore(0, size(), high, low);
    }
    if (Long.compareUnsigned(high, indexFrom) < 0) {
      return -1;
    }
    long bucket = (high - indexFrom) >>> indexShift;
    if (Long.compareUnsigned(bucket, index.length - 1) >= 0) {
      return size() - 1;
    }
    return lastAtOrBefore(index[(int) bucket], index[(int) bucket + 1], high, low);
  }

  /** The row of the entry with exactly this prefix, or -1. */
  final int row(long high, long low, int length) {
    int row = floor(high, low);
    while (row >= 0 && lead(row) == high && trail(row) == low) {
      long found = bits(row);
      if (found != EntryBits.NONE && EntryBits.length(found) == length) {
        return row;
      }
      row--;
    }
    return -1;
  }

  /** IPv4: the 32 bits stand in the leading half, so that both families search alike. */
  private static final class OfV4 extends PrefixRun {
    private static final long START = 0xffff_ffffL << 32;

    /** Start and link of each row in one number, its bits in the next: one line of memory. */
    private final long[] rows;

    OfV4(int size) {
      super(size);
      rows = new long[2 * size];
    }

    @Override
    long bits(int row) {
      return (long) LONGS.getOpaque(rows, 2 * row + 1);
    }

    @Override
    void setBits(int row, long value) {
      LONGS.setOpaque(rows, 2 * row + 1, value);
    }

    @Override
    long lead(int row) {
      return rows[2 * row] & START;
    }

    @Override
    long trail(int row) {
      return 0;
    }

    @Override
    void set(int row, long high, long low) {
      rows[2 * row] = high & START;
    }

    @Override
    int link(int row) {
      return (int) rows[2 * row];
    }

    @Override
    void setLink(int row, int link) {
      rows[2 * row] = lead(row) | link;
    }

    @Override
    int lastAtOrBefore(int from, int to, long high, long low) {
      long wanted = (high | ~START) ^ Long.MIN_VALUE;
      while (from < to) {
        int middle = (from + to) >>> 1;
        boolean after = (rows[2 * middle] ^ Long.MIN_VALUE) <= wanted;
        from = after ? middle + 1 : from;
        to = after ? to : middle;
      }
      return from - 1;
    }

    @Override
    boolean encloses(int row, int length, long high, long low) {
      long mask = length == 0 ? 0 : -1L << (64 - Math.min(length, 32));
      return (high & mask) == lead(row);
    }
  }

  private static final class OfV6 extends PrefixRun {
    private final long[] highs;
    private final long[] lows;
    private final int[] links;
    private final long[] bits;

    OfV6(int size) {
      super(size);
      highs = new long[size];
      lows = new long[size];
      links = new int[size];
      bits = new long[size];
    }

    @Override
    long bits(int row) {
      return (long) LONGS.getOpaque(bits, row);
    }

    @Override
    void setBits(int row, long value) {
      LONGS.setOpaque(bits, row, value);
    }

    @Override
    long lead(int row) {
      return highs[row];
    }

    @Override
    long trail(int row) {
      return lows[row];
    }

    @Override
    void set(int row, long high, long low) {
      highs[row] = high;
      lows[row] = low;
    }

    @Override
    int link(int row) {
      return links[row];
    }

    @Override
    void setLink(int row, int link) {
      links[row] = link;
    }

    @Override
    int lastAtOrBefore(int from, int to, long high, long low) {
      while (from < to) {
        int middle = (from + to) >>> 1;
        int order = Long.compareUnsigned(highs[middle], high);
        if (order < 0 || (order == 0 && Long.compareUnsigned(lows[middle], low) <= 0)) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from - 1;
    }

    @Override
    boolean encloses(int row, int length, long high, long low) {
      return (high & mask(Math.min(length, 64))) == highs[row]
          && (low & mask(Math.min(Math.max(length - 64, 0), 64))) == lows[row];
    }

    private static long mask(int bits) {
      return bits == 0 ? 0 : -1L << (64 - bits);
    }
  }

  /** Copies the rows that still hold an entry. */
  final void appendLive(PrefixRows to) {
    for (int row = 0; row < size(); row++) {
      long live = bits(row);
      if (live != EntryBits.NONE) {
        to.add(lead(row), trail(row), live);
      }
    }
  }

  final long bytes() {
    return size * 12L + index.length * 4L + keyBytes();
  }

  private long keyBytes() {
    return size() * (this instanceof OfV4 ? 4L : 16L);
  }
}
