package io.mastiff.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mastiff bench decision}: the door's figures, each beside its peers, in one run. */
@Command(
    name = "mastiff bench decision",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the whole decision, the limits and the block list beside Tomcat's RateLimitFilter,",
      "Jetty's DoSFilter and Bucket4j, with JMH. Takes about twelve minutes and 7 GB of memory;",
      "--quick takes four. Medians; every iteration goes to standard error."
    })
public final class BenchCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Write the rows as JSON; - is standard output.")
  private @Nullable String json;

  @Option(names = "--plot", description = "Write a plot of growth from 10,000 to 1,000,000 (SVG).")
  private @Nullable Path plot;

  @Option(names = "--quick", description = "Fewer and shorter iterations; for a first look.")
  private boolean quick;

  @Option(names = "--only", description = "Only cases whose name starts with this.")
  private String only = "";

  /** Runs the program: 0 done, 2 bad input. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchCommand()).execute(args));
  }

  @Override
  public Integer call() throws RunnerException, IOException {
    List<Row> rows = new ArrayList<>();
    Runs runs = new Runs(quick, "6g");
    for (Runs.Case one : Cases.all()) {
      if (one.name().startsWith(only)) {
        rows.add(runs.run(one));
      }
    }
    if (only.isEmpty() || only.equals("memory")) {
      rows.addAll(memory());
    }
    if (only.isEmpty() || only.equals("list-change")) {
      rows.add(changes());
    }
    if (plot != null) {
      Files.writeString(plot, Plot.svg(rows));
    }
    Figures.print(rows, json);
    return 0;
  }

  private static List<Row> memory() {
    List<Row> rows = new ArrayList<>();
    for (int size : new int[] {100_000, 1_000_000}) {
      rows.add(held("memory-limit", "mastiff", size, () -> Memory.tiers(size)));
      rows.add(held("memory-limit", "bucket4j", size, () -> Memory.buckets(size)));
      rows.add(held("memory-list", "mastiff", size, () -> Memory.mixed(size)));
    }
    return rows;
  }

  private static Row held(
      String name, String who, int size, java.util.function.Supplier<Object> make) {
    return new Row(name, who, size, 1, 0, 0, 0, Memory.perEntry(size, make), 0);
  }

  private static Row changes() {
    ChangeRun.Result result = ChangeRun.run(1_000_000);
    System.err.printf(
        "list-change: 1,000 a second on 1,000,000 entries: seen after %.3f ms (p99), %.1f ms"
            + " (worst), %.1f%% of a core%n",
        result.p99Ms(), result.worstMs(), 100 * result.share());
    return new Row(
        "list-change",
        "mastiff",
        1_000_000,
        1,
        result.share() * 1e9 / 1000,
        result.worstMs() * 1e6,
        0,
        0,
        1000);
  }
}
