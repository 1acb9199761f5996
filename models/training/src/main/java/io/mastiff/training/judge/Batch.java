package io.mastiff.training.judge;

import java.util.ArrayList;
import java.util.List;

/** Some rows with the numbers of their sessions, in order. */
final class Batch {
  static final int SIZE = 4096;

  private final List<EvaluationRow> rows = new ArrayList<>(SIZE);
  private final int[] session = new int[SIZE];

  void add(int number, EvaluationRow row) {
    session[rows.size()] = number;
    rows.add(row);
  }

  boolean isFull() {
    return rows.size() == SIZE;
  }

  int size() {
    return rows.size();
  }

  int session(int i) {
    return session[i];
  }

  EvaluationRow row(int i) {
    return rows.get(i);
  }
}
