package io.mastiff.standalone.simulate;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** Does numbered work on several threads and takes the results in the order of the numbers. */
final class InOrder {
  private InOrder() {}

  /** Takes one result. */
  interface Taker<T> {
    void take(long number, T result) throws IOException;
  }

  /**
   * @param ahead how many results may wait at most
   */
  static <T> void run(
      long count, int ahead, ExecutorService threads, LongFunction<T> work, Taker<T> taker)
      throws IOException {
    Deque<Future<T>> waiting = new ArrayDeque<>();
    long next = 0;
    for (long number = 0; number < count; number++) {
      for (; next < count && waiting.size() < ahead; next++) {
        long mine = next;
        waiting.add(threads.submit(() -> work.apply(mine)));
      }
      taker.take(number, result(waiting.remove()));
    }
  }

  private static <T> T result(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    }
  }
}
