package io.mastiff.feature;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import com.google.protobuf.ByteString;
import io.mastiff.event.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many different members were seen: exact up to a bound, then a sketch of 512 bytes.
 *
 * <pre>
 * A member is kept as 32 bits of its hash, so two of n are taken for one with chance n² / 2³³: under one
 * in a hundred thousand at 256. Beyond the bound the hashes go to an UltraLogLog (Ertl, VLDB 2024)
 * with 2⁹ registers, standard error 3.4%. Both forms depend on the set of members alone, so the
 * order in which they came, or in which parts were merged, changes no bit.
 * </pre>
 *
 * <p>Not safe for use by several threads.
 */
public final class Distinct {
  /** Most members that a cohort's set knows exactly. */
  public static final int EXACT = 256;

  /** Relative standard error of the sketch. */
  public static final double ERROR = 0.034;

  private static final int PRECISION = 9;
  private static final byte LIST = 1;
  private static final byte SKETCH = 2;
  private static final int[] NOBODY = {};

  private final int most;
  private int[] members = NOBODY;
  private int size;
  private @Nullable UltraLogLog sketch;

  /**
   * An empty set.
   *
   * @param most members that are known exactly
   */
  public Distinct(int most) {
    this.most = most;
  }

  public void add(String member) {
    add(hash(member));
  }

  /** What a member is kept as. */
  static int hash(String member) {
    return (int) Hashing.komihash5_0().hashCharsToLong(member);
  }

  /** Adds a member by its {@link #hash}. */
  void add(int member) {
    if (sketch != null) {
      sketch.add(Hashing.komihash5_0().hashIntToLong(member));
      return;
    }
    int at = Arrays.binarySearch(members, 0, size, member);
    if (at >= 0) {
      return;
    }
    if (size == most) {
      becomeSketch();
      add(member);
      return;
    }
    insert(-at - 1, member);
  }

  private void insert(int at, int member) {
    if (size == members.length) {
      members = Arrays.copyOf(members, Math.min(most, Math.max(4, 2 * size)));
    }
    System.arraycopy(members, at, members, at + 1, size - at);
    members[at] = member;
    size++;
  }

  private UltraLogLog becomeSketch() {
    UltraLogLog made = UltraLogLog.create(PRECISION);
    for (int i = 0; i < size; i++) {
      made.add(Hashing.komihash5_0().hashIntToLong(members[i]));
    }
    members = NOBODY;
    size = 0;
    sketch = made;
    return made;
  }

  /** Adds all members of another set. */
  public void addAll(Distinct other) {
    if (other.sketch != null) {
      UltraLogLog mine = sketch == null ? becomeSketch() : sketch;
      mine.add(other.sketch);
      return;
    }
    if (sketch == null && size + other.size <= most) {
      merge(other);
      return;
    }
    for (int i = 0; i < other.size; i++) {
      add(other.members[i]);
    }
  }

  private void merge(Distinct other) {
    if (other.size == 0) {
      return;
    }
    int[] both = new int[size + other.size];
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < size && j < other.size) {
      int mine = members[i];
      int others = other.members[j];
      both[n++] = Math.min(mine, others);
      i += mine <= others ? 1 : 0;
      j += others <= mine ? 1 : 0;
    }
    System.arraycopy(members, i, both, n, size - i);
    n += size - i;
    System.arraycopy(other.members, j, both, n, other.size - j);
    n += other.size - j;
    members = both;
    size = n;
  }

  /** Another set with the same members. */
  public Distinct copy() {
    Distinct copy = new Distinct(most);
    copy.members = Arrays.copyOf(members, size);
    copy.size = size;
    copy.sketch = sketch == null ? null : sketch.copy();
    return copy;
  }

  /** Number of different members, exact or estimated. */
  public double count() {
    return sketch == null ? size : sketch.getDistinctCountEstimate();
  }

  /** Whether {@link #count} is an estimate. */
  public boolean isEstimate() {
    return sketch != null;
  }

  /** Share of the members of both sets together that are in each, 0 to 1 (Jaccard). */
  public double overlap(Distinct other) {
    Distinct both = new Distinct(most);
    both.addAll(this);
    both.addAll(other);
    double all = both.count();
    return all == 0 ? 0 : Math.max(0, Math.min(1, (count() + other.count() - all) / all));
  }

  /** The set as bytes, equal for equal sets of one bound; empty for nobody. */
  public ByteString save() {
    if (sketch != null) {
      byte[] state = sketch.getState();
      ByteBuffer bytes = ByteBuffer.allocate(1 + state.length).put(SKETCH).put(state).flip();
      return ByteString.copyFrom(bytes);
    }
    if (size == 0) {
      return ByteString.EMPTY;
    }
    ByteBuffer bytes = ByteBuffer.allocate(1 + size * Integer.BYTES).put(LIST);
    for (int i = 0; i < size; i++) {
      bytes.putInt(members[i]);
    }
    return ByteString.copyFrom(bytes.flip());
  }

  /**
   * A set that was saved.
   *
   * @throws UnreadableRecordException where the bytes are none
   */
  public static Distinct restore(ByteString saved, int most) {
    Distinct set = new Distinct(most);
    set.read(saved);
    return set;
  }

  /** Whether these bytes are a saved set. */
  public static boolean isReadable(ByteString saved) {
    if (saved.isEmpty()) {
      return true;
    }
    int rest = saved.size() - 1;
    return switch (saved.byteAt(0)) {
      case SKETCH -> rest == 1 << PRECISION;
      case LIST -> rest % Integer.BYTES == 0 && rest <= EXACT * Integer.BYTES;
      default -> false;
    };
  }

  private void read(ByteString saved) {
    if (saved.isEmpty()) {
      return;
    }
    ByteBuffer bytes = saved.asReadOnlyByteBuffer();
    byte form = bytes.get();
    if (form == SKETCH && bytes.remaining() == 1 << PRECISION) {
      byte[] state = new byte[1 << PRECISION];
      bytes.get(state);
      sketch = UltraLogLog.wrap(state);
    } else if (form == LIST && bytes.remaining() % Integer.BYTES == 0) {
      readList(bytes);
    } else {
      throw new UnreadableRecordException("a set of " + saved.size() + " bytes cannot be read");
    }
  }

  private void readList(ByteBuffer bytes) {
    members = new int[Math.min(most, bytes.remaining() / Integer.BYTES)];
    while (bytes.hasRemaining()) {
      int member = bytes.getInt();
      boolean next = sketch == null && size < most && (size == 0 || members[size - 1] < member);
      if (next) {
        members[size++] = member;
      } else {
        add(member);
      }
    }
  }
}
