package io.mastiff.edge.blocklist;

import io.mastiff.edge.blocklist.PrefixRun.Family;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * The addresses and networks of one family: a large base, a middle and a small fresh run.
 *
 * <p>One thread changes it, any may look up. A new prefix goes into the fresh run, of which at most
 * {@value #FRESH} rows are copied for it; a full fresh run is merged into the middle, a middle of
 * more than {@value #MIDDLE} rows into the base. A known prefix changes in place. So a thousand new
 * prefixes a second copy the base once in eight seconds. A look-up reads middle and fresh only
 * where the {@link YoungFilter} does not rule them out.
 */
final class PrefixTable {
  static final int FRESH = 128;
  static final int MIDDLE = 8192;

  private final Family family;
  private final PrefixRun none;
  private volatile Runs runs;
  private int live;

  private record Runs(PrefixRun base, PrefixRun middle, PrefixRun fresh, YoungFilter young) {}

  PrefixTable(Family family) {
    this.family = family;
    this.none = PrefixRun.of(family, new PrefixRows(0));
    this.runs = old(none);
  }

  private Runs old(PrefixRun base) {
    return new Runs(base, none, none, new YoungFilter(family));
  }

  int live() {
    return live;
  }

  /** Prefixes that the filter of the young ones was marked with. */
  int youngMarks() {
    return runs.young.marked();
  }

  /** Bytes that the prefixes take. */
  long bytes() {
    Runs now = runs;
    return now.base.bytes() + now.middle.bytes() + now.fresh.bytes() + now.young.bytes();
  }

  /** Reads from where a look-up begins, so that its memory is near in time. */
  long touch(long high) {
    Runs now = runs;
    return now.base.touch(high) + now.young.touch(high);
  }

  /** The entry that decides about an address, or {@link EntryBits#NONE}. */
  long find(long high, long low, long nowSeconds) {
    Runs now = runs;
    long best = now.base.find(high, low, nowSeconds);
    if (!now.young.mayHold(high)) {
      return best;
    }
    best = EntryBits.closer(best, now.middle.find(high, low, nowSeconds));
    return EntryBits.closer(best, now.fresh.find(high, low, nowSeconds));
  }

  /** Adds a prefix, or gives a known one other bits. */
  void put(long high, long low, long bits) {
    if (replace(high, low, EntryBits.length(bits), bits)) {
      return;
    }
    PrefixRows one = new PrefixRows(1);
    one.add(high, low, bits);
    Runs now = runs;
    now.young.mark(high, EntryBits.length(bits));
    PrefixRows fresh = PrefixRows.merged(rows(now.fresh), one);
    if (fresh.size() < FRESH) {
      runs = new Runs(now.base, now.middle, PrefixRun.of(family, fresh), young(now, fresh));
    } else {
      mergeDown(now, fresh);
    }
    live++;
  }

  /** The filter, made anew when most of its marks may be those of prefixes that are gone. */
  private YoungFilter young(Runs now, PrefixRows fresh) {
    return now.young.marked() < 2 * MIDDLE
        ? now.young
        : YoungFilter.of(family, PrefixRows.merged(rows(now.middle), fresh));
  }

  private void mergeDown(Runs now, PrefixRows fresh) {
    PrefixRows middle = PrefixRows.merged(rows(now.middle), fresh);
    if (middle.size() < MIDDLE) {
      runs = new Runs(now.base, PrefixRun.of(family, middle), none, YoungFilter.of(family, middle));
    } else {
      runs = old(PrefixRun.of(family, PrefixRows.merged(rows(now.base), middle)));
    }
  }

  /** Takes a prefix back; whether it was there. */
  boolean remove(long high, long low, int length) {
    boolean removed = replace(high, low, length, EntryBits.NONE);
    live -= removed ? 1 : 0;
    return removed;
  }

  private boolean replace(long high, long low, int length, long bits) {
    Runs now = runs;
    return replace(now.fresh, high, low, length, bits)
        || replace(now.middle, high, low, length, bits)
        || replace(now.base, high, low, length, bits);
  }

  private static boolean replace(PrefixRun run, long high, long low, int length, long bits) {
    int row = run.row(high, low, length);
    if (row < 0) {
      return false;
    }
    run.setBits(row, bits);
    return true;
  }

  /**
   * Takes back what {@code gone} says, shows what stays, and frees the room of the dead when they
   * are more than the living.
   */
  void sweep(LongPredicate gone, LongConsumer stays) {
    Runs now = runs;
    int rows = 0;
    for (PrefixRun run : new PrefixRun[] {now.base, now.middle, now.fresh}) {
      rows += run.size();
      for (int row = 0; row < run.size(); row++) {
        long bits = run.bits(row);
        if (bits != EntryBits.NONE && gone.test(bits)) {
          run.setBits(row, EntryBits.NONE);
          live--;
        } else if (bits != EntryBits.NONE) {
          stays.accept(bits);
        }
      }
    }
    if (rows > MIDDLE && rows > 2 * live) {
      runs = old(PrefixRun.of(family, rows()));
    }
  }

  /** All prefixes that hold an entry, in order. */
  PrefixRows rows() {
    Runs now = runs;
    PrefixRows young = PrefixRows.merged(rows(now.middle), rows(now.fresh));
    return PrefixRows.merged(rows(now.base), young);
  }

  /** Replaces everything by these rows, which are in order. */
  void load(PrefixRows rows) {
    runs = old(PrefixRun.of(family, rows));
    live = rows.size();
  }

  void clear() {
    runs = old(none);
    live = 0;
  }

  private static PrefixRows rows(PrefixRun run) {
    PrefixRows rows = new PrefixRows(run.size());
    run.appendLive(rows);
    return rows;
  }
}
