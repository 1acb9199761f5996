package io.mastiff.standalone.audit.tally;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How many different things were seen: exact up to a bound, beyond it estimated by a sketch.
 *
 * <p>Takes 16 B for each of the exact ones, then {@code 1 << precision} B (UltraLogLog, standard
 * error about {@code 0.78 / sqrt(1 << precision)}). The order of adding and merging changes
 * nothing.
 */
public final class Distinct {
  private static final int FIRST_SLOTS = 8;

  private final int mostExact;
  private final int precision;
  private long[] slots = new long[FIRST_SLOTS];
  private int size;
  private @Nullable UltraLogLog sketch;

  public Distinct(int mostExact, int precision) {
    this.mostExact = mostExact;
    this.precision = precision;
  }

  /** The hash under which a text counts. */
  public static long hash(String text) {
    return Hashing.komihash5_0().hashCharsToLong(text);
  }

  /** Adds a well-mixed hash. */
  public void add(long hash) {
    UltraLogLog many = sketch;
    if (many != null) {
      many.add(hash);
    } else if (insert(hash == 0 ? 1 : hash) && size > mostExact) {
      sketch = sketched();
      slots = new long[0];
    }
  }

  private boolean insert(long hash) {
    int at = place(slots, hash);
    if (slots[at] == hash) {
      return false;
    }
    slots[at] = hash;
    size++;
    if (size * 2 > slots.length) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] wider = new long[slots.length * 2];
    for (long hash : slots) {
      if (hash != 0) {
        wider[place(wider, hash)] = hash;
      }
    }
    slots = wider;
  }

  private static int place(long[] table, long hash) {
    int at = (int) hash & (table.length - 1);
    while (table[at] != 0 && table[at] != hash) {
      at = (at + 1) & (table.length - 1);
    }
    return at;
  }

  private UltraLogLog sketched() {
    UltraLogLog many = UltraLogLog.create(precision);
    for (long hash : slots) {
      if (hash != 0) {
        many.add(hash);
      }
    }
    return many;
  }

  /** Adds what another counted, which may have other bounds but not less precision. */
  public void add(Distinct other) {
    UltraLogLog theirs = other.sketch;
    if (theirs == null) {
      for (long hash : other.slots) {
        if (hash != 0) {
          add(hash);
        }
      }
      return;
    }
    UltraLogLog mine = sketch;
    if (mine == null) {
      mine = sketched();
      sketch = mine;
      slots = new long[0];
    }
    mine.add(theirs);
  }

  /** Gives the hashes to somebody, as long as they are exact; none beyond the bound. */
  public void forEachExact(LongConsumer to) {
    for (long hash : slots) {
      if (hash != 0) {
        to.accept(hash);
      }
    }
  }

  public boolean isExact() {
    return sketch == null;
  }

  public long count() {
    UltraLogLog many = sketch;
    return many == null ? size : Math.round(many.getDistinctCountEstimate());
  }
}
