package io.mastiff.standalone.command;

import java.util.Locale;
import java.util.function.Consumer;

/** Tells a person at the terminal how far long work has come; on standard error. */
final class Progress {
  private static final int WIDTH = 40;
  private static final long EVERY_NANOS = 200_000_000L;

  private final String what;
  private final boolean shown;
  private long lastNanos;

  Progress(String what) {
    this.what = what;
    this.shown = System.console() != null;
  }

  /** Prints a sentence for each step. */
  static Consumer<String> steps(boolean quiet) {
    return quiet ? step -> {} : step -> System.err.println("  " + step);
  }

  /** Draws the bar anew, at most five times a second. */
  void at(long done, long all) {
    long now = System.nanoTime();
    if (!shown || now - lastNanos < EVERY_NANOS) {
      return;
    }
    lastNanos = now;
    int filled = all <= 0 ? 0 : (int) Math.min(WIDTH, done * WIDTH / all);
    System.err.print(
        String.format(
            Locale.ROOT,
            "\r%s [%s%s] %3d%%",
            what,
            "#".repeat(filled),
            " ".repeat(WIDTH - filled),
            all <= 0 ? 0 : Math.min(100, done * 100 / all)));
    System.err.flush();
  }

  void done() {
    if (shown) {
      System.err.print("\r" + " ".repeat(what.length() + WIDTH + 9) + "\r");
      System.err.flush();
    }
  }
}
