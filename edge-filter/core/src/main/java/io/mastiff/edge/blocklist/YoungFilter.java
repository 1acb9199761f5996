package io.mastiff.edge.blocklist;

import io.mastiff.edge.blocklist.PrefixRun.Family;

/**
 * Says of an address that no young prefix holds it, or that one may: a Bloom filter of one hash
 * over the /24 (IPv4) or /48 (IPv6) blocks that the prefixes touch.
 *
 * <p>One thread marks, any may ask: a mark is seen by whoever sees the run that was published after
 * it, and is gone, some thousand changes later, when its prefix is. A prefix of more than {@value
 * #MOST_BLOCKS} blocks makes the filter answer "may" to everything. 32 kB; with 8,192 prefixes,
 * half of them addresses, about one stranger in fifteen passes it.
 */
final class YoungFilter {
  private static final int MOST_BLOCKS = 256;
  private static final int INDEX_BITS = 18;
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  private final int blockBits;
  private final long[] marks = new long[1 << (INDEX_BITS - 6)];
  private boolean everything;
  private int marked;

  YoungFilter(Family family) {
    blockBits = family == Family.V4 ? 24 : 48;
  }

  static YoungFilter of(Family family, PrefixRows rows) {
    YoungFilter filter = new YoungFilter(family);
    for (int row = 0; row < rows.size(); row++) {
      filter.mark(rows.high(row), EntryBits.length(rows.bits(row)));
    }
    return filter;
  }

  /** Marks a prefix that is about to be published. */
  void mark(long high, int length) {
    marked++;
    int free = Math.max(0, blockBits - length);
    if (1L << Math.min(free, 62) > MOST_BLOCKS) {
      everything = true;
      return;
    }
    long first = high >>> (64 - blockBits);
    for (long block = first; block < first + (1L << free); block++) {
      int index = index(block);
      marks[index >>> 6] |= 1L << index;
    }
  }

  /** Whether a marked prefix may hold this address. */
  boolean mayHold(long high) {
    int index = index(high >>> (64 - blockBits));
    return (marks[index >>> 6] >>> index & 1) != 0 || everything;
  }

  /** Reads from where an address's mark is. */
  long touch(long high) {
    return marks[index(high >>> (64 - blockBits)) >>> 6];
  }

  /** How many prefixes were marked, those that are gone included. */
  int marked() {
    return marked;
  }

  private static int index(long block) {
    return (int) (block * MIX >>> (64 - INDEX_BITS));
  }

  long bytes() {
    return marks.length * 8L;
  }
}
