package io.mastiff.edge.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mastiff.edge.blocklist.PrefixRun.Family;
import io.mastiff.event.Action;
import io.mastiff.event.Source;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class YoungFilterTest {
  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void neverRulesOutAnAddressInsideAMarkedPrefix() {
    for (Family family : Family.values()) {
      YoungFilter filter = new YoungFilter(family);
      int most = Math.min(family.width, 64);
      for (int i = 0; i < 8192; i++) {
        int length =
            (family == Family.V4 ? 16 : 40) + random.nextInt(family == Family.V4 ? 18 : 90);
        long mask = -1L << (64 - Math.min(length, most));
        long inside = random.nextLong() & (family == Family.V4 ? -1L << 32 : -1L);
        filter.mark(inside & mask, length);
        assertTrue(filter.mayHold(inside), family + " /" + length);
      }
    }
  }

  @Test
  void rulesOutMostOfTheRestWhenFull() {
    YoungFilter filter = new YoungFilter(Family.V4);
    for (int i = 0; i < PrefixTable.MIDDLE; i++) {
      filter.mark(random.nextLong() & -1L << 32, 33);
    }
    int passed = 0;
    for (int i = 0; i < 100_000; i++) {
      passed += filter.mayHold(random.nextLong() & -1L << 32) ? 1 : 0;
    }
    assertEquals(0.031, passed / 100_000.0, 0.005, "1 - e^(-8192/2^18)");
  }

  @Test
  void aWidePrefixRulesOutNothing() {
    YoungFilter filter = new YoungFilter(Family.V6);
    assertFalse(filter.mayHold(1L << 40));
    filter.mark(0x2000L << 48, 3);
    assertTrue(filter.mayHold(1L << 40));
  }

  @Test
  void prefixesThatWereTakenBackDoNotFillIt() {
    PrefixTable table = new PrefixTable(Family.V4);
    for (int i = 0; i < 80_000; i++) {
      long lead = (long) i << 40;
      table.put(lead, 0, EntryBits.pack(Action.BLOCK, Source.CLASSIFIER, false, 24, 0, 1L << 50));
      table.remove(lead, 0, 24);
    }
    assertTrue(table.youngMarks() <= 2 * PrefixTable.MIDDLE, "marks: " + table.youngMarks());
  }
}
