package io.mastiff.stream;

/**
 * How much a kind of state holds.
 *
 * @param entries number of records
 * @param bytes of all of them, as stored
 * @param most bytes of the largest
 */
public record StateSize(long entries, long bytes, long most) {
  static final StateSize NONE = new StateSize(0, 0, 0);

  StateSize and(int another) {
    return new StateSize(entries + 1, bytes + another, Math.max(most, another));
  }

  /** Bytes of one in the mean; 0 for none. */
  public double mean() {
    return entries == 0 ? 0 : (double) bytes / entries;
  }
}
