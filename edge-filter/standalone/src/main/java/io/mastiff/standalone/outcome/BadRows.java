package io.mastiff.standalone.outcome;

import java.util.ArrayList;
import java.util.List;

/** How many rows of a file were bad, and what was wrong with the first {@value #SHOWN}. */
public final class BadRows {
  static final int SHOWN = 20;

  private final List<BadRow> first = new ArrayList<>();
  private long count;

  /**
   * One of them.
   *
   * @param line number of the line that the row begins on, from 1
   */
  public record BadRow(long line, String reason) {}

  void add(long line, String reason) {
    count++;
    if (first.size() < SHOWN) {
      first.add(new BadRow(line, reason));
    }
  }

  public long count() {
    return count;
  }

  public List<BadRow> first() {
    return List.copyOf(first);
  }
}
