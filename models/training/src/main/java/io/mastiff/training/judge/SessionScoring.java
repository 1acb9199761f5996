package io.mastiff.training.judge;

import io.mastiff.training.TrainingException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Folds rows into sessions and lets several models score them, side by side on an executor. */
final class SessionScoring implements EvaluationReader.Sink {
  /** What one model makes of the sessions; sees all batches in order, one at a time. */
  interface Column {
    void add(Batch batch);
  }

  private final SessionTable table = new SessionTable();
  private final List<? extends Column> columns;
  private final ExecutorService executor;
  private Batch batch = new Batch();

  SessionScoring(List<? extends Column> columns, ExecutorService executor) {
    this.columns = columns;
    this.executor = executor;
  }

  @Override
  public void row(EvaluationRow row) throws TrainingException {
    batch.add(table.add(row), row);
    if (batch.isFull()) {
      flush();
    }
  }

  /** Scores what is left; returns who the sessions were. */
  SessionTable finish() throws TrainingException {
    flush();
    return table;
  }

  private void flush() throws TrainingException {
    Batch full = batch;
    batch = new Batch();
    List<Callable<Boolean>> work =
        columns.stream()
            .map(
                column ->
                    (Callable<Boolean>)
                        () -> {
                          column.add(full);
                          return true;
                        })
            .collect(Collectors.toList());
    all(executor, work);
  }

  /** Runs all on the executor and returns what they returned, in order. */
  static <T> List<T> all(ExecutorService executor, List<Callable<T>> work)
      throws TrainingException {
    List<T> results = new java.util.ArrayList<>();
    try {
      for (Future<T> done : executor.invokeAll(work)) {
        results.add(done.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TrainingException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
    return results;
  }
}
