package io.mastiff.training.judge;

import io.mastiff.training.TrainingException;
import java.util.concurrent.ExecutorService;
import java.util.function.IntPredicate;

/** Accuracy and its kin at a probability of one half, with intervals by client. */
record Called(Estimate accuracy, Estimate f1, Estimate precision, Estimate recall) {

  static Called of(
      SessionTable table, IntPredicate called, Resamples resamples, ExecutorService executor)
      throws TrainingException {
    Spread accuracy = new Spread(resamples.count());
    Spread f1 = new Spread(resamples.count());
    Spread precision = new Spread(resamples.count());
    Spread recall = new Spread(resamples.count());
    resamples.run(
        executor,
        () ->
            (number, weights) -> {
              Confusion confusion = Confusion.of(table, called, weights);
              accuracy.set(number, confusion.accuracy());
              f1.set(number, confusion.f1());
              precision.set(number, confusion.precision());
              recall.set(number, confusion.recall());
            });
    Confusion exact = Confusion.of(table, called, resamples.everybody());
    return new Called(
        accuracy.around(exact.accuracy()),
        f1.around(exact.f1()),
        precision.around(exact.precision()),
        recall.around(exact.recall()));
  }
}
