package io.mastiff.stream;

import io.mastiff.event.FrozenPeriod;
import io.mastiff.event.ModelPointer;
import java.util.List;
import java.util.Optional;

/** The periods of a pointer in which the champion stays. */
public final class ModelFreeze {
  /** Periods that one pointer can hold. */
  public static final int MOST = 50;

  private ModelFreeze() {}

  /** The period that a time lies in; of several the one that ends last. */
  public static Optional<FrozenPeriod> at(ModelPointer pointer, long ms) {
    return pointer.getFrozenList().stream()
        .filter(period -> period.getFromMs() <= ms && ms < period.getUntilMs())
        .max((a, b) -> Long.compare(a.getUntilMs(), b.getUntilMs()));
  }

  /** Those that are not over yet. */
  static List<FrozenPeriod> notOver(ModelPointer pointer, long ms) {
    return pointer.getFrozenList().stream().filter(period -> ms < period.getUntilMs()).toList();
  }
}
