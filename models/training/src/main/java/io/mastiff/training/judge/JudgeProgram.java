package io.mastiff.training.judge;

import io.mastiff.training.TrainingException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine;

/** Runs a command of this package: one line for a mistake, exit code 2. */
final class JudgeProgram {
  /** Work that an executor of as many threads as there are processors helps with. */
  interface Work<T> {
    T with(ExecutorService executor) throws TrainingException;
  }

  private JudgeProgram() {}

  static int run(Callable<Integer> command, String... args) {
    CommandLine line = new CommandLine(command);
    String name = line.getCommandName();
    line.setParameterExceptionHandler(
        (e, a) -> {
          e.getCommandLine().getErr().println(name + ": " + e.getMessage());
          return 2;
        });
    line.setExecutionExceptionHandler(
        (e, c, r) -> {
          if (!(e instanceof TrainingException)) {
            throw e;
          }
          c.getErr().println(name + ": " + e.getMessage());
          return 2;
        });
    return line.execute(args);
  }

  static <T> T onAllProcessors(Work<T> work) throws TrainingException {
    ExecutorService executor =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      return work.with(executor);
    } finally {
      executor.shutdownNow();
    }
  }
}
