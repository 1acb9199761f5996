package io.mastiff.standalone.simulate;

import com.dynatrace.hash4j.hashing.Hashing;

/**
 * Which split a client is in, by a hash of its name: all its sessions are in one.
 *
 * <p>Of a hundred, ten train, twenty-four calibrate, and sixty-six test: thresholds of one person
 * in ten thousand need more people to set and to prove them than a model needs to learn.
 */
final class Splits {
  static final String TRAIN = "train";
  static final String CALIBRATE = "calibrate";
  static final String TEST = "test";

  /** Sessions that are for nothing but looking at: those of welcome programs. */
  static final String OTHER = "other";

  private static final int TO_TRAIN = 10;
  private static final int TO_CALIBRATE = 34;

  private Splits() {}

  static String of(String client) {
    long hash = Hashing.komihash5_0().hashCharsToLong(client);
    long slot = Long.remainderUnsigned(hash, 100);
    return slot < TO_TRAIN ? TRAIN : slot < TO_CALIBRATE ? CALIBRATE : TEST;
  }
}
