package io.mastiff.standalone.audit.tally;

/**
 * Tells whether a hash was seen before: a Bloom filter of 8 MB with two probes.
 *
 * <p>Never forgets; with a million hashes in it one new hash in 1,100 is taken for seen, with ten
 * million one in 15.
 */
public final class Seen {
  private static final int BITS = 26;

  private final long[] words = new long[1 << (BITS - 6)];

  /** Notes a well-mixed hash; returns whether it was there. */
  public boolean add(long hash) {
    boolean first = set((int) (hash >>> (64 - BITS)));
    boolean second = set((int) hash & ((1 << BITS) - 1));
    return first && second;
  }

  private boolean set(int bit) {
    long mask = 1L << bit;
    boolean was = (words[bit >>> 6] & mask) != 0;
    words[bit >>> 6] |= mask;
    return was;
  }
}
