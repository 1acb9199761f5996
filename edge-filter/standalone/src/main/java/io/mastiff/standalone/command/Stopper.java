package io.mastiff.standalone.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/** Keeps a command alive until the process is told to end, then closes its parts, last first. */
final class Stopper {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final CountDownLatch stop = new CountDownLatch(1);

  <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  /** Waits for SIGTERM, SIGINT or the parent's end. */
  void await() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "mastiff-stop"));
    stop.await();
  }

  /** Closes all parts; a part that fails does not keep the others. */
  synchronized void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        System.err.println("mastiff: while stopping: " + e.getMessage());
      }
    }
  }
}
