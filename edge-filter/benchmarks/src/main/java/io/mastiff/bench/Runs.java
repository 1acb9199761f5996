package io.mastiff.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH with a fixed, pre-touched heap in a process of its own for each case, and takes medians
 * over the iterations, each of which is printed to standard error.
 */
final class Runs {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final boolean quick;
  private final String heap;

  /**
   * Runs of one benchmark.
   *
   * @param heap of each process, as Java's options say it
   */
  Runs(boolean quick, String heap) {
    this.quick = quick;
    this.heap = heap;
  }

  /** What is measured in one process. */
  record Case(
      String name, String implementation, String method, int size, int threads, String order) {}

  Row run(Case of) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("^" + of.method.replace(".", "\\.") + "$")
        .param("size", Integer.toString(of.size))
        .threads(of.threads)
        .mode(Mode.AverageTime)
        .timeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
        .forks(1)
        .warmupIterations(quick ? 2 : 5)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(quick ? 3 : 7)
        .measurementTime(TimeValue.seconds(1))
        .addProfiler(GCProfiler.class)
        .addProfiler(CpuProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .jvmArgs(
            "-Xms" + heap,
            "-Xmx" + heap,
            "-XX:+AlwaysPreTouch",
            "-XX:+UseParallelGC",
            "-XX:-UsePerfData");

    if (!of.order.isEmpty()) {
      options.param(of.method.contains("ListBenchmark") ? "family" : "order", of.order);
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    List<Double> wall = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    List<Double> bytes = new ArrayList<>();
    for (RunResult result : results) {
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          wall.add(iteration.getPrimaryResult().getScore());
          double metered = secondary(iteration, "meteredOps");
          boolean all = metered == 0;
          cpu.add(
              all
                  ? secondary(iteration, CpuProfiler.NAME)
                  : secondary(iteration, "meteredCpu") / metered);
          bytes.add(
              all
                  ? secondary(iteration, ALLOCATED)
                  : secondary(iteration, "meteredBytes") / metered);
        }
      }
    }
    if (wall.isEmpty()) {
      throw new RunnerException(of.name + " " + of.implementation + " gave no figure");
    }
    print(of, wall, cpu);
    double wallNanos = median(wall);
    return new Row(
        of.name,
        of.implementation,
        of.size,
        of.threads,
        median(cpu),
        wallNanos,
        Math.round(median(bytes)),
        0,
        wallNanos > 0 ? 1e9 * of.threads / wallNanos : 0);
  }

  private static void print(Case of, List<Double> wall, List<Double> cpu) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < wall.size(); i++) {
      line.append(String.format(Locale.ROOT, " %.0f/%.0f", cpu.get(i), wall.get(i)));
    }
    System.err.printf(
        "%s %s %,d x%d, ns CPU/wall:%s%n", of.name, of.implementation, of.size, of.threads, line);
  }

  private static double secondary(IterationResult iteration, String name) {
    for (var entry : iteration.getSecondaryResults().entrySet()) {
      Result<?> result = entry.getValue();
      if (entry.getKey().endsWith(name)) {
        return result.getScore();
      }
    }
    return 0;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(d -> d).toArray();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }
}
