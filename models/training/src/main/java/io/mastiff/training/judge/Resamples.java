package io.mastiff.training.judge;

import io.mastiff.training.TrainingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * The bootstrap's resamples: clients drawn with replacement, as often as there are clients.
 *
 * <p>A resample depends on seed and number alone, whoever draws it and when.
 */
record Resamples(int clients, int count, long seed) {
  static final int DEFAULT_COUNT = 400;
  private static final int SHARES = 4;

  /** Sets how often each client is in this resample. */
  void draw(int number, int[] weights) {
    Arrays.fill(weights, 0);
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed + number).nextLong());
    for (int i = 0; i < clients; i++) {
      weights[random.nextInt(clients)]++;
    }
  }

  /** What computes figures for one resample after the other; on one thread. */
  interface Worker {
    void resample(int number, int[] weights);
  }

  /** Hands every resample to some worker. */
  void run(ExecutorService executor, Supplier<Worker> workers) throws TrainingException {
    List<Callable<Boolean>> shares = new ArrayList<>();
    for (int share = 0; share < SHARES; share++) {
      int first = share;
      shares.add(
          () -> {
            Worker worker = workers.get();
            int[] weights = new int[clients];
            for (int number = first; number < count; number += SHARES) {
              draw(number, weights);
              worker.resample(number, weights);
            }
            return true;
          });
    }
    SessionScoring.all(executor, shares);
  }

  /** Every client once: the data as they are. */
  int[] everybody() {
    int[] weights = new int[clients];
    Arrays.fill(weights, 1);
    return weights;
  }
}
