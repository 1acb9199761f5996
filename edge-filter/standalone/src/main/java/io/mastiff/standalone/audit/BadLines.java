package io.mastiff.standalone.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts lines that cannot be read and keeps the first three. Safe for several threads. */
final class BadLines {
  private static final int SHOWN = 3;
  private static final int LONGEST = 120;

  /** Where a bad line stands and how it begins. */
  record Bad(String file, long line, String text) {}

  private final List<Bad> first = new ArrayList<>();
  private long count;

  synchronized void add(String file, long line, String text) {
    count++;
    String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    first.add(new Bad(file, line, start.replaceAll("\\p{Cntrl}", "?")));
    first.sort(Comparator.comparing(Bad::file).thenComparingLong(Bad::line));
    if (first.size() > SHOWN) {
      first.remove(SHOWN);
    }
  }

  synchronized long count() {
    return count;
  }

  synchronized List<Bad> first() {
    return List.copyOf(first);
  }
}
