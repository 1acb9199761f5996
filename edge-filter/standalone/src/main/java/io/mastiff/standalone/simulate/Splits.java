package io.mastiff.standalone.simulate;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which split a client is in, by a hash of its name: all its sessions are in one.
 *
 * @param train of a hundred clients, how many train
 * @param calibrate of a hundred clients, how many calibrate; the others test
 */
public record Splits(int train, int calibrate) {
  /**
   * Ten train, twenty-four calibrate, and sixty-six test: thresholds of one person in ten thousand
   * need more people to set and to prove them than a model needs to learn.
   */
  public static final Splits DEFAULT = new Splits(10, 24);

  public static final String TRAIN = "train";
  public static final String CALIBRATE = "calibrate";
  public static final String TEST = "test";

  /** Sessions that are for nothing but looking at: those of welcome programs. */
  public static final String OTHER = "other";

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,2})/([0-9]{1,2})/([0-9]{1,2})");

  /** Three numbers, each above 0, that make a hundred: {@code 10/24/66}. */
  public static Optional<Splits> parse(String text) {
    Matcher numbers = TEXT.matcher(text);
    if (!numbers.matches()) {
      return Optional.empty();
    }
    int train = Integer.parseInt(numbers.group(1));
    int calibrate = Integer.parseInt(numbers.group(2));
    int test = Integer.parseInt(numbers.group(3));
    boolean sound = train > 0 && calibrate > 0 && test > 0 && train + calibrate + test == 100;
    return sound ? Optional.of(new Splits(train, calibrate)) : Optional.empty();
  }

  /** The split of a client. */
  public String of(String client) {
    long hash = Hashing.komihash5_0().hashCharsToLong(client);
    long slot = Long.remainderUnsigned(hash, 100);
    return slot < train ? TRAIN : slot < train + calibrate ? CALIBRATE : TEST;
  }
}
