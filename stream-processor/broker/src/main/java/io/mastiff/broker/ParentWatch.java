package io.mastiff.broker;

import java.io.IOException;

/**
 * Ends this process when its standard input ends: a child whose parent dies, in whatever way, sees
 * that and goes too.
 */
public final class ParentWatch {
  private static final long GRACE_MS = 4_000;

  private ParentWatch() {}

  /** Starts to watch; the orderly exit has four seconds, then the process is halted. */
  public static void install() {
    Thread watch = new Thread(ParentWatch::untilEndOfInput, "mastiff-parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void untilEndOfInput() {
    byte[] ignored = new byte[64];
    try {
      while (System.in.read(ignored) >= 0) {
        continue;
      }
    } catch (IOException e) {
      Thread.currentThread().interrupt();
    }
    Thread halt = new Thread(ParentWatch::haltAfterGrace, "mastiff-halt");
    halt.setDaemon(true);
    halt.start();
    System.exit(0);
  }

  private static void haltAfterGrace() {
    try {
      Thread.sleep(GRACE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(3);
  }
}
