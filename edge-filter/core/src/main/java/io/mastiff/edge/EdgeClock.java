package io.mastiff.edge;

/** The time, as a parameter. */
public interface EdgeClock {
  /** Milliseconds since the epoch. */
  long millis();

  /** Nanoseconds for differences only. */
  long nanoTime();

  /** The machine's clock. */
  static EdgeClock system() {
    return new EdgeClock() {
      @Override
      public long millis() {
        return System.currentTimeMillis();
      }

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }
    };
  }
}
