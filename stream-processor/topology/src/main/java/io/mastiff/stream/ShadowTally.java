package io.mastiff.stream;

import io.mastiff.event.Formats;
import io.mastiff.event.ShadowCounts;
import io.mastiff.event.ShadowSlice;

/**
 * Counts of a pair of models by slice, of which there are three; sessions move between their cells
 * as more of their pages are judged.
 */
final class ShadowTally {
  /** Sessions whose client returned its cookie. */
  static final int COOKIE = 0;

  /** Sessions of clients that returned none, which many people may share. */
  static final int NO_COOKIE = 1;

  /** Sessions in which an order was confirmed; each is in one of the others too. */
  private static final int BUYERS = 2;

  private final ShadowCounts.Builder counts;

  private ShadowTally(ShadowCounts.Builder counts) {
    this.counts = counts;
  }

  static ShadowTally of(Shadow shadow) {
    ShadowCounts.Builder counts =
        ShadowCounts.newBuilder()
            .setFormat(Formats.CURRENT)
            .setChampion(shadow.champion())
            .setChallenger(shadow.challenger().hash())
            .setSinceMs(shadow.sinceMs());
    for (String name : ShadowSlices.NAMES) {
      counts.addSlices(ShadowSlice.newBuilder().setName(name));
    }
    return new ShadowTally(counts);
  }

  static ShadowTally of(ShadowCounts kept) {
    return new ShadowTally(kept.toBuilder());
  }

  ShadowCounts counts() {
    return counts.build();
  }

  /** Moves a session from where it stood to where it stands. */
  void move(ShadowMark from, ShadowMark to, long atMs) {
    counts.setLastMs(Math.max(counts.getLastMs(), atMs));
    add(from, -1);
    add(to, 1);
  }

  private void add(ShadowMark mark, int sign) {
    if (!mark.counted()) {
      return;
    }
    add(counts.getSlicesBuilder(mark.slice()), mark, sign);
    if (mark.orders() > 0) {
      add(counts.getSlicesBuilder(BUYERS), mark, sign);
    }
  }

  private static void add(ShadowSlice.Builder slice, ShadowMark mark, int sign) {
    if (mark.champion() && mark.challenger()) {
      slice.setBoth(slice.getBoth() + sign);
      slice.setOrdersBoth(slice.getOrdersBoth() + (long) sign * mark.orders());
    } else if (mark.challenger()) {
      slice.setOnlyChallenger(slice.getOnlyChallenger() + sign);
      slice.setOrdersOnlyChallenger(slice.getOrdersOnlyChallenger() + (long) sign * mark.orders());
    } else if (mark.champion()) {
      slice.setOnlyChampion(slice.getOnlyChampion() + sign);
    } else {
      slice.setNeither(slice.getNeither() + sign);
    }
  }
}
